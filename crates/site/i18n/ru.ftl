# Собственные слова газеты по-русски. Чего здесь нет, на том падает проверка (см. en.ftl).

comma = {", "}
semicolon = {"; "}
colon = :
percent = { $n }{"\u00A0"}%
section-world = Мир
section-politics = Политика
section-business = Экономика
section-technology = Технологии
section-science = Наука
section-health = Здоровье
section-culture = Культура
section-sport = Спорт

motto = Один сюжет за раз, со всех сторон
skip = К новостям
sections = Рубрики
search = Поиск
archive = Архив
reading-settings = Настройки чтения
reports-today = { $n ->
    [one] сегодня { $n } сообщение
    [few] сегодня { $n } сообщения
    [many] сегодня { $n } сообщений
   *[other] сегодня { $n } сообщения
 }
updated = обновлено в
about = О нас
our-outlets = Наши издания
feed = Лента
feeds = Ленты
footer = Сообщения принадлежат названным изданиям. Каждое утверждение ведёт к своему источнику.
reports = { $n ->
    [one] { $n } сообщение
    [few] { $n } сообщения
    [many] { $n } сообщений
   *[other] { $n } сообщения
 }
outlets-count = { $n ->
    [one] { $n } издание
    [few] { $n } издания
    [many] { $n } изданий
   *[other] { $n } издания
 }
countries-count = { $n ->
    [one] { $n } страна
    [few] { $n } страны
    [many] { $n } стран
   *[other] { $n } страны
 }
counts = { $reports }, { $outlets }

just-now = только что
minutes-ago = { $n ->
    [one] { $n } минуту назад
    [few] { $n } минуты назад
    [many] { $n } минут назад
   *[other] { $n } минуты назад
 }
hours-ago = { $n ->
    [one] { $n } час назад
    [few] { $n } часа назад
    [many] { $n } часов назад
   *[other] { $n } часа назад
 }
days-ago = { $n ->
    [1] вчера
    [one] { $n } день назад
    [few] { $n } дня назад
    [many] { $n } дней назад
   *[other] { $n } дня назад
 }
clock-time = { $hour }:{ $minute }
date = { $day } { $month } { $year } г.
day-and-time = { $day } { $month }, { $time }
date-and-time = { $date }, { $time }
weekday-date = { $weekday }, { $date }
month-of-year = { $month } { $year } г.
from-to = { $from } – { $to }
until = до { $day }

spark-label = Сообщений в час: сначала { $first }, самое большее { $most }, под конец { $last }
reports-an-hour-since = Сообщений в час, начиная с { $since }; самое большее { $most }
reports-a-day-since = Сообщений в день, начиная с { $since }; самое большее { $most }

front-title = { $name }: новости дня со всех сторон
front-description = Сюжеты дня, каждый – по всем изданиям, которые о нём пишут: кто что говорит, в чём сообщения сходятся и о чём пишет только одна сторона.
section-description = Сюжеты рубрики «{ $section }» – по числу изданий, которые о них пишут.
archive-description = Сюжеты за { $day }
story-description = { $reports ->
    [one] { $reports } сообщение
    [few] { $reports } сообщения
    [many] { $reports } сообщений
   *[other] { $reports } сообщения
 } от { $outlets ->
    [one] { $outlets } издания
    [few] { $outlets } изданий
    [many] { $outlets } изданий
   *[other] { $outlets } издания
 }: в чём они сходятся, кто что говорит и о чём пишет только одна сторона.
report-description = Сообщение издания «{ $outlet }» со ссылкой на источник.
outlets-description = Издания, которые читает эта газета, и что о них известно.
outlet-description = { $outlet }: сведения, ленты и сюжеты, о которых издание пишет.
name-description = Что, по сообщениям, говорит { $name }, и сюжеты, где встречается это имя.
about-description = Как делается эта газета.

todays-news = Новости дня
nothing-yet = Сюжетов пока нет. Первые появятся здесь сами.
latest = Последнее
more-stories = Другие сюжеты
the-end = Пока это всё

story = Сюжет
headline-by = Заголовок:
since = с
last-report = последнее сообщение
in-a-moment = Решение редакции вступит в силу через мгновение.
agreed = В чём сообщения сходятся
outlets-of = { $n } из { $all ->
    [one] { $all } издания
    [few] { $all } изданий
    [many] { $all } изданий
   *[other] { $all } издания
 }
and-more = и ещё { $n }
said = Кто что говорит
cited-by = приводит { $who }
report-here = сообщение
more-statements = { $n ->
    [one] Ещё { $n } высказывание
    [few] Ещё { $n } высказывания
    [many] Ещё { $n } высказываний
   *[other] Ещё { $n } высказывания
 }
unnamed = Без имени
one-side = Сообщает только одна сторона
only-country = Только одна страна ({ $side })
only-owner = Только издания одного владельца ({ $side })
silent = { $n ->
    [one] ещё { $n } издание пишет о сюжете, не упоминая этого
    [few] ещё { $n } издания пишут о сюжете, не упоминая этого
    [many] ещё { $n } изданий пишут о сюжете, не упоминая этого
   *[other] ещё { $n } издания пишут о сюжете, не упоминая этого
 }
timeline = Как развивались события
all-reports = { $n ->
    [1] Единственное сообщение
    [one] Все сообщения: { $n }
    [few] Все сообщения: { $n }
    [many] Все сообщения: { $n }
   *[other] Все сообщения: { $n }
 }
time = Время
outlet = Издание
report = Сообщение
kind = Вид
why-here = Почему здесь?
why-alike = общее с сюжетом: { $words }
why-minutes = разница { $n } мин
why-hours = разница { $n } ч
why-days = { $n ->
    [one] разница { $n } день
    [few] разница { $n } дня
    [many] разница { $n } дней
   *[other] разница { $n } дня
 }
why-sure = уверенность { $share }
why-next = следующий сюжет { $share }
why-first = первое сообщение сюжета
why-joined = первое сообщение сюжета, вошедшего в этот
why-template = такой заголовок повторяется постоянно
why-before = отнесено раньше
why-editor = поместил сюда редактор
why-follows = похоже на сообщение, которое поместил сюда редактор
first-report = Первое сообщение
own-report = Собственное сообщение
copy-of = Перепечатка: { $outlet }, { $share }
another-report = другое сообщение
wire = Агентство
about-story = Об этом сюжете
coverage = Освещение
by-country = Сообщения по странам
by-owner = Сообщения по владельцам
by-kind = Сообщения по видам изданий
people-places = Люди и места
follow = Следить
for-editors = Для редакции: изменить этот сюжет
story-feed = Лента этого сюжета
related = Похожие сюжеты
earlier-phases = Что было до этого
later-phases = Что было потом
both-speak-of = Оба упоминают: { $names }
history = Как сложился этот сюжет
history-joined = В него вошёл другой сюжет
history-split = Сообщения стали отдельным сюжетом
history-began = Он начался с сообщений другого сюжета
history-in = Пришли сообщения из другого сюжета
history-out = Сообщения ушли в другой сюжет
by-editor = решение редакции
by-machine = решение машины
headlines = Заголовки рядом
other-reports = Как сообщают другие
label-reports = { $n ->
    [one] сообщение
    [few] сообщения
    [many] сообщений
   *[other] сообщения
 }
label-outlets = { $n ->
    [one] издание
    [few] издания
    [many] изданий
   *[other] издания
 }
label-countries = { $n ->
    [one] страна
    [few] страны
    [many] стран
   *[other] страны
 }
label-languages = { $n ->
    [one] язык
    [few] языка
    [many] языков
   *[other] языка
 }
label-independent = { $n ->
    [one] независимое
    [few] независимых
    [many] независимых
   *[other] независимых
 }

read-at = Читать в источнике: { $outlet }
paywall = Источник требует подписки.
by = Автор:
changed = изменено
revisions = прочитано с изменениями: { $n }
rule-link = Из этого издания газета показывает только заголовок и ссылку.
rule-excerpt = Отрывок. Полный текст – в источнике.
rule-full = Показано полностью с разрешения издания.
said-here = Что сказано в этом сообщении
copied-by = Перепечатки этого сообщения
about-report = Об этом сообщении
in-the-story = Часть сюжета

outlets-text = Все издания, которые читает эта газета, и что о них известно. Ярлыков «левый» и «правый» здесь нет: есть факты, а за список отвечает редакция.
country = Страна
languages = Языки
owner = Владелец
reports-head = Сообщения
go-to = На сайт: { $outlet }
stories-with = Сюжеты, о которых пишет издание
stories-alone = Сюжеты, которые есть только здесь
facts = Сведения
text-shown = Показываем
rule-link-short = заголовок и ссылку
rule-excerpt-short = отрывок
rule-full-short = весь текст
in-numbers = В цифрах
stories = Сюжеты
was-first = Сообщило первым
times = { $n ->
    [one] { $n } раз
    [few] { $n } раза
    [many] { $n } раз
   *[other] { $n } раза
 }
share-own = Собственный текст
share-wire = Текст агентств
share-copied = Текст других изданий
copied-by-others = Перепечатано другими
silent-feed = сейчас не отвечает
last-answer = последний ответ
not-asked-yet = ещё не запрошена
outlet-feed = Лента этого издания
kind-newspaper = Газета
kind-broadcaster = Телерадиокомпания
kind-agency = Информационное агентство
kind-magazine = Журнал
kind-blog = Блог
kind-institution = Учреждение
kind-own = Эта газета

name-person = Человек
name-organisation = Организация
name-place = Место
named-in = { $n ->
    [one] Упоминается в { $n } сообщении.
    [few] Упоминается в { $n } сообщениях.
    [many] Упоминается в { $n } сообщениях.
   *[other] Упоминается в { $n } сообщения.
 }
statements-by = Высказывания, приведённые в сообщениях
statements-about = Что говорят другие
name-feed = Лента этого имени

search-for = Искать
search-title = Поиск: { $q }
narrow = Уточнить поиск
order = Порядок
by-relevance = сначала самое подходящее
by-time = сначала новое
what = Показать
both = сюжеты и сообщения
any = все
language = Язык
section = Рубрика
from-day = С
to-day = По
no-index = У этого узла нет поискового указателя.
found = { $stories ->
    [one] { $stories } сюжет
    [few] { $stories } сюжета
    [many] { $stories } сюжетов
   *[other] { $stories } сюжета
 }, { $reports ->
    [one] { $reports } сообщение
    [few] { $reports } сообщения
    [many] { $reports } сообщений
   *[other] { $reports } сообщения
 }
found-stories = { $n ->
    [one] { $n } сюжет
    [few] { $n } сюжета
    [many] { $n } сюжетов
   *[other] { $n } сюжета
 }
found-part = Найдено более { $n }. Запрос слишком широк, чтобы просмотреть всё: показана только просмотренная часть. Помогут более редкие слова.
search-feed = Лента этого поиска
found-nothing = Ничего не найдено. Попробуйте меньше слов или другие слова.
previous = Назад
next = Дальше
search-help = Слова, «целые фразы», -без, это OR то; title:слова, outlet:название, language:ru, after:2026-01-31.
nothing-that-day = Сюжетов за этот день здесь не сохранилось.

about-text = { $name } читает множество изданий, сводит сообщения об одном событии вместе и показывает их как один сюжет, со всех сторон.
about-who = Кто её делает
about-who-text = Редакция выбирает издания и отвечает за список. Программа читает и группирует сообщения; редакция может поправить её в любом сюжете, навсегда.
about-principles = Чего мы держимся
about-principles-text = Машина ничего не пишет от нашего имени: каждое предложение сюжета слово в слово стоит в одном из сообщений, с изданием и датой. Тексты и снимки показываются лишь настолько, насколько разрешает издание.
about-claims = Откуда берутся утверждения
about-claims-text = Для раздела «В чём сообщения сходятся» нужно несколько изданий, не списывавших друг у друга. Для раздела «Сообщает только одна сторона» – не меньше трёх других, которые пишут о сюжете, не упоминая этого. Каждое утверждение ведёт к предложению в источнике.
about-voices = Чьи голоса слышны
about-voices-text = Издания многих стран, языков и владельцев. Копии и сообщения агентств считаются один раз, чтобы вес сюжета определяли независимые голоса; то, о чём сообщают издания только одной страны или одного владельца, так и помечено.
about-order = Как устроена первая полоса
about-order-text = По числу независимых изданий, пишущих о сюжете, и по свежести их сообщений; редакция может закрепить сюжет. Сообщение с датой из будущего первую полосу не открывает.
about-mistakes = Если мы ошиблись
about-mistakes-text = Напишите в редакцию. Неверно сгруппированные сообщения переносят, ошибочные высказывания снимают; правка остаётся и тогда, когда сообщения читают заново.
about-readers = Ваше чтение
about-readers-text = Ни слежки, ни скриптов, ни cookie, пока вы не выбрали настройку, и ничего никогда не загружается со стороны.
about-feeds-text = У каждого списка есть ленты: добавьте к адресу .rss, .atom или .json.
about-zone = Время указано по поясу { $zone }.

settings-text = Хранится в одном файле cookie на вашем устройстве; выберите всюду первое – и он будет удалён.
theme = Цвета
theme-system = как на устройстве
theme-light = светлые
theme-dark = тёмные
text-size = Размер текста
size-normal = обычный
size-small = мелкий
size-large = крупный
size-larger = очень крупный
save = Сохранить

not-found = Этой страницы здесь нет
not-found-text = Возможно, её перенесли или в адресе ошибка. Попробуйте найти её поиском.
failed = Что-то пошло не так
failed-text = Это наша вина, не ваша. Попробуйте ещё раз через минуту.
to-the-front = На первую полосу

sign-in = Войти
sign-out = Выйти
your-name = Имя
password = Пароль
choose-password = Выбрать пароль
wrong-sign-in = Имя и пароль не подходят друг к другу.
too-many-tries = Слишком много попыток. Подождите полчаса.
many-sign-in = Сейчас входит слишком много людей. Попробуйте ещё раз чуть позже.
wrong-old-password = Прежний пароль другой.
password-rule = { $n ->
    [one] Выберите имя и пароль не короче { $n } знака.
    [few] Выберите имя и пароль не короче { $n } знаков.
    [many] Выберите имя и пароль не короче { $n } знаков.
   *[other] Выберите имя и пароль не короче { $n } знака.
 }
change-password = Сменить пароль
old-password = Прежний пароль
new-password = Новый пароль
admin-nav = Редакция
admin-overview = Состояние
admin-outlets = Издания и ленты
admin-outlet = Издание
admin-work = Отложенное
admin-story = Сюжет
admin-stories = Сюжеты
admin-report = Сообщение
admin-takedowns = Снято
admin-log = Кто что сделал
admin-counts = Статей: { $articles }, сюжетов: { $stories }, изданий: { $outlets }, лент: { $feeds }
pending = { $n ->
    [one] { $n } решение ждёт исполнения.
    [few] { $n } решения ждут исполнения.
    [many] { $n } решений ждут исполнения.
   *[other] { $n } решения ждут исполнения.
 }
failing-feeds = Ленты с ошибками
no-failing = Все ленты отвечают.
work = Работа
no-work = Делать нечего.
stage = Шаг
waiting = ждёт
later = позже
in-hand = в работе
laid-aside = отложено
next-try = следующая попытка
flaws = Изъяны
do = Действие
fetch-now = Запросить сейчас
add-outlet = Добавить издание по главной странице или ленте
add = Добавить
no-address = Напишите адрес главной страницы или ленты, например https://www.example.org
state-active = читается и показывается
state-paused = приостановлено
state-unchecked = надо просмотреть
state = Состояние
page = его страница
name = Название
address-word = Слово в адресах
country-code = Страна (две буквы)
note = Примечание редакции
text-link = заголовок и ссылка
text-excerpt = вводка и не больше 60 слов
text-full = всё
pictures = Снимки издания можно показывать
add-feed = Добавить ленту по её адресу
needs-name = У издания должно быть название.
needs-slug = Напишите слово из букв и цифр.
needs-country = Напишите две буквы, например RU.
go-on = Продолжить
pause = Приостановить
remove = Убрать
nothing-aside = Ничего не отложено.
failures = { $n ->
    [one] { $n } неудача
    [few] { $n } неудачи
    [many] { $n } неудач
   *[other] { $n } неудачи
 }
input = исходные данные
retry = Попробовать ещё раз
throw-away = Выбросить
own-headline = Свой заголовок (пусто: заголовок главного сообщения)
rename = Переименовать
pin = Закрепить наверху
unpin = Открепить
hide = Скрыть
unhide = Показать снова
other-story = Другой сюжет (адрес или номер)
front-order = Порядок первой полосы: сначала закреплённое, затем по числу изданий и свежести. Закреплённое здесь остаётся наверху, пока его не открепят.
find-story = Адрес сюжета или одного из его сообщений
open-story = Открыть
pinned-stories = Закреплённые
pin-up = На место выше
pin-down = На место ниже
ranked-stories = По порядку
hidden-stories = Скрытые
is-hidden = Читатели этого сюжета не видят.
no-such-story = По этому адресу нет сюжета.
same-story = Это тот же самый сюжет. Укажите другой.
choose-reports = Сначала отметьте сообщения.
not-all-reports = Хотя бы одно сообщение должно остаться. Оставьте одно без отметки.
split = Сделать выбранные сообщения отдельным сюжетом
move = Перенести туда выбранные сообщения
merge = Соединить этот сюжет с другим
decisions = Решения
undo = Отменить
undone = отменено
decision-merge = соединён с другим сюжетом
decision-split = выделен в отдельный сюжет
decision-move = перенесено в другой сюжет
decision-pin = закреплён
decision-hide = скрыт
decision-rename = переименован
decision-undo = отменено
decision-unpin = откреплён
decision-unhide = снова показан
decision-own-headline = снова под заголовком главного сообщения
came-to-nothing = ничего не изменило
no-decisions = Редакция ещё ничего не решала.
take-down-link = Снять …
take-down-head = Снять навсегда
take-down-note = Снятое исчезает со страниц, из лент, поиска и выгрузок и не возвращается при новой загрузке. Отменить это нельзя. Тексты сообщений остаются такими, как их написали издания: если имя или высказывание стоит в тексте, снимите и сообщение. В прежних резервных копиях оно остаётся.
down-report = Сообщение целиком
down-picture = Его изображение, где бы оно ни показывалось
down-name = Имя:
down-statement = Высказывание, во всех сообщениях:
reason = Причина
take-down = Снять навсегда
needs-choice = Выберите, что снять.
needs-reason = Укажите причину.
no-takedowns = Ничего не снято.
takedown-article = Сообщение
takedown-picture = Изображение
takedown-name = Имя
takedown-statement = Высказывание:
deed-signed-in = вход в редакцию
deed-changed-the-password = смена пароля
deed-added-an-outlet = добавлено издание
deed-changed-an-outlet-s-facts = изменены сведения об издании
deed-asked-for-a-feed-now = лента запрошена вне очереди
deed-paused-a-feed = лента приостановлена
deed-removed-a-feed = лента убрана
deed-decided-to-merge-a-story = сюжет соединён с другим
deed-decided-to-split-a-story = сообщения выделены в отдельный сюжет
deed-decided-to-move-a-story = сообщения перенесены в другой сюжет
deed-decided-to-pin-a-story = сюжет закреплён или откреплён
deed-decided-to-hide-a-story = сюжет скрыт или показан снова
deed-decided-to-rename-a-story = сюжет переименован
deed-undid-a-decision = решение отменено
deed-took-down-a-report = снял сообщение
deed-took-down-a-picture = снял изображение
deed-took-down-a-name = снял имя
deed-took-down-a-statement = снял высказывание
deed-tried-again-what-was-laid-aside = отложенное запущено ещё раз
deed-threw-away-what-was-laid-aside = отложенное выброшено
form-from-elsewhere = Эта форма пришла с другого сайта или не из браузера.
