# كلمات الصحيفة بالعربية. ما ينقص هنا يُسقط اختبارًا (انظر en.ftl).

comma = {"، "}
semicolon = {"؛ "}
colon = :
percent = { $n }٪
section-world = العالم
section-politics = سياسة
section-business = اقتصاد
section-technology = تقنية
section-science = علوم
section-health = صحة
section-culture = ثقافة
section-sport = رياضة

motto = قصة تلو أخرى، من كل الجوانب
skip = انتقل إلى الأخبار
sections = الأقسام
search = بحث
archive = الأرشيف
reading-settings = إعدادات القراءة
reports-today = { $n ->
    [zero] لا تقارير اليوم
    [one] تقرير واحد اليوم
    [two] تقريران اليوم
    [few] { $n } تقارير اليوم
    [many] { $n } تقريرًا اليوم
   *[other] { $n } تقرير اليوم
 }
updated = آخر تحديث
about = من نحن
our-outlets = مصادرنا
feed = الخلاصة
feeds = الخلاصات
footer = التقارير ملك لوسائل الإعلام المذكورة. وكل معلومة مربوطة بمصدرها.
reports = { $n ->
    [zero] لا تقارير
    [one] تقرير واحد
    [two] تقريران
    [few] { $n } تقارير
    [many] { $n } تقريرًا
   *[other] { $n } تقرير
 }
outlets-count = { $n ->
    [zero] لا وسائل إعلام
    [one] وسيلة إعلام واحدة
    [two] وسيلتا إعلام
    [few] { $n } وسائل إعلام
    [many] { $n } وسيلة إعلام
   *[other] { $n } وسيلة إعلام
 }
countries-count = { $n ->
    [zero] لا بلدان
    [one] بلد واحد
    [two] بلدان
    [few] { $n } بلدان
    [many] { $n } بلدًا
   *[other] { $n } بلد
 }
counts = { $reports }، { $outlets }

just-now = الآن
minutes-ago = { $n ->
    [zero] الآن
    [one] قبل دقيقة
    [two] قبل دقيقتين
    [few] قبل { $n } دقائق
    [many] قبل { $n } دقيقة
   *[other] قبل { $n } دقيقة
 }
hours-ago = { $n ->
    [zero] الآن
    [one] قبل ساعة
    [two] قبل ساعتين
    [few] قبل { $n } ساعات
    [many] قبل { $n } ساعة
   *[other] قبل { $n } ساعة
 }
days-ago = { $n ->
    [zero] اليوم
    [one] أمس
    [two] قبل يومين
    [few] قبل { $n } أيام
    [many] قبل { $n } يومًا
   *[other] قبل { $n } يوم
 }
clock-time = { $hour }:{ $minute }
date = { $day } { $month } { $year }
day-and-time = { $day } { $month }، { $time }
date-and-time = { $date }، { $time }
weekday-date = { $weekday } { $date }
month-of-year = { $month } { $year }
from-to = { $from } – { $to }
until = حتى { $day }

spark-label = التقارير في الساعة: { $first } في البداية، و{ $most } كحد أقصى، و{ $last } في النهاية
reports-an-hour-since = التقارير في الساعة منذ { $since }؛ { $most } كحد أقصى
reports-a-day-since = التقارير في اليوم منذ { $since }؛ { $most } كحد أقصى

front-title = { $name }: أخبار اليوم من كل الجوانب
front-description = قصص اليوم، كل قصة من جميع وسائل الإعلام التي تتناولها: من قال ماذا، وعلام تتفق التقارير، وما لا يذكره إلا طرف واحد.
section-description = قصص قسم { $section }، مرتبة بحسب عدد وسائل الإعلام التي تتناولها.
archive-description = قصص يوم { $day }.
story-description = { $reports ->
    [zero] لا تقارير
    [one] تقرير واحد
    [two] تقريران
    [few] { $reports } تقارير
    [many] { $reports } تقريرًا
   *[other] { $reports } تقرير
 } من { $outlets ->
    [zero] دون وسائل إعلام
    [one] وسيلة إعلام واحدة
    [two] وسيلتي إعلام
    [few] { $outlets } وسائل إعلام
    [many] { $outlets } وسيلة إعلام
   *[other] { $outlets } وسيلة إعلام
 }: علام تتفق، ومن قال ماذا، وما لا يذكره إلا طرف واحد.
report-description = تقرير من { $outlet } مع رابط المصدر.
outlets-description = وسائل الإعلام التي تقرؤها هذه الصحيفة، والمعروف عن كل منها.
outlet-description = { $outlet }: معلومات وخلاصات والقصص التي تتناولها.
name-description = ما نُقل عن { $name }، والقصص التي يرد فيها هذا الاسم.
about-description = كيف تُصنع هذه الصحيفة.

todays-news = أخبار اليوم
nothing-yet = لم تصل أي قصة بعد. ستظهر أولى القصص هنا من تلقاء نفسها.
latest = الأحدث
more-stories = قصص أخرى
the-end = هذا كل شيء الآن

story = قصة
headline-by = العنوان:
since = منذ
last-report = آخر تقرير
in-a-moment = سيظهر قرار هيئة التحرير بعد لحظات.
agreed = ما تتفق عليه التقارير
outlets-of = { $n } من أصل { $all ->
    [zero] لا شيء
    [one] وسيلة إعلام واحدة
    [two] وسيلتي إعلام
    [few] { $all } وسائل إعلام
    [many] { $all } وسيلة إعلام
   *[other] { $all } وسيلة إعلام
 }
and-more = و{ $n } غيرها
said = من قال ماذا
cited-by = نقلًا عن { $who }
report-here = التقرير
more-statements = { $n ->
    [zero] لا تصريحات أخرى
    [one] تصريح آخر
    [two] تصريحان آخران
    [few] { $n } تصريحات أخرى
    [many] { $n } تصريحًا آخر
   *[other] { $n } تصريح آخر
 }
unnamed = دون اسم
one-side = ما لا يذكره إلا طرف واحد
only-country = من بلد واحد فقط ({ $side })
only-owner = من وسائل إعلام مالك واحد فقط ({ $side })
silent = { $n ->
    [zero] لا تغطي القصة وسيلة إعلام أخرى دون ذكره
    [one] وسيلة إعلام أخرى تغطي القصة دون ذكره
    [two] وسيلتا إعلام أخريان تغطيان القصة دون ذكره
    [few] { $n } وسائل إعلام أخرى تغطي القصة دون ذكره
    [many] { $n } وسيلة إعلام أخرى تغطي القصة دون ذكره
   *[other] { $n } وسيلة إعلام أخرى تغطي القصة دون ذكره
 }
timeline = تسلسل الأحداث
all-reports = { $n ->
    [zero] لا تقارير
    [one] التقرير الوحيد
    [two] التقريران
    [few] كل التقارير ({ $n })
    [many] كل التقارير ({ $n })
   *[other] كل التقارير ({ $n })
 }
time = الوقت
outlet = وسيلة الإعلام
report = تقرير
kind = النوع
why-here = لماذا هنا؟
why-alike = ضُمّ إلى القصة بسبب: { $words }
why-minutes = { $n ->
    [zero] في الوقت نفسه
    [one] بفارق دقيقة
    [two] بفارق دقيقتين
    [few] بفارق { $n } دقائق
    [many] بفارق { $n } دقيقة
   *[other] بفارق { $n } دقيقة
 }
why-hours = { $n ->
    [zero] في الوقت نفسه
    [one] بفارق ساعة
    [two] بفارق ساعتين
    [few] بفارق { $n } ساعات
    [many] بفارق { $n } ساعة
   *[other] بفارق { $n } ساعة
 }
why-days = { $n ->
    [zero] في اليوم نفسه
    [one] بفارق يوم
    [two] بفارق يومين
    [few] بفارق { $n } أيام
    [many] بفارق { $n } يومًا
   *[other] بفارق { $n } يوم
 }
why-sure = بثقة { $share }
why-next = والقصة التالية { $share }
why-first = أول تقرير في القصة
why-joined = أول تقرير في قصة ضُمّت إلى هذه القصة
why-template = عنوانه يتكرر مرارًا
why-before = أُلحق من قبل
why-editor = وضعه محرر هنا
why-follows = يشبه تقريرًا وضعه محرر هنا
first-report = أول تقرير
own-report = تقرير خاص
copy-of = منقول عن { $outlet }، { $share }
another-report = تقرير آخر
wire = وكالة
about-story = عن هذه القصة
coverage = التغطية
by-country = التقارير بحسب البلد
by-owner = التقارير بحسب المالك
by-kind = التقارير بحسب نوع الوسيلة
people-places = أشخاص وأماكن
follow = متابعة
for-editors = للمحررين: تعديل هذه القصة
story-feed = خلاصة هذه القصة
related = قصص ذات صلة
earlier-phases = ما حدث قبل ذلك
later-phases = ما حدث بعد ذلك
both-speak-of = كلتاهما تتحدث عن { $names }
history = كيف تكوّنت هذه القصة
history-joined = ضُمّت إليها قصة أخرى
history-split = صارت تقارير منها قصة مستقلة
history-began = بدأت بتقارير من قصة أخرى
history-in = جاءت إليها تقارير من قصة أخرى
history-out = ذهبت تقارير منها إلى قصة أخرى
by-editor = بقرار من هيئة التحرير
by-machine = بقرار من الآلة
headlines = العناوين جنبًا إلى جنب
other-reports = كيف ينقله الآخرون
label-reports = { $n ->
    [zero] تقرير
    [one] تقرير
    [two] تقريران
    [few] تقارير
    [many] تقريرًا
   *[other] تقرير
 }
label-outlets = { $n ->
    [zero] وسيلة إعلام
    [one] وسيلة إعلام
    [two] وسيلتا إعلام
    [few] وسائل إعلام
    [many] وسيلة إعلام
   *[other] وسيلة إعلام
 }
label-countries = { $n ->
    [zero] بلد
    [one] بلد
    [two] بلدان
    [few] بلدان
    [many] بلدًا
   *[other] بلد
 }
label-languages = { $n ->
    [zero] لغة
    [one] لغة
    [two] لغتان
    [few] لغات
    [many] لغة
   *[other] لغة
 }
label-independent = { $n ->
    [zero] مستقل
    [one] مستقل
    [two] مستقلان
    [few] مستقلة
    [many] مستقلًا
   *[other] مستقل
 }

read-at = اقرأ التقرير لدى { $outlet }
paywall = يطلب المصدر اشتراكًا.
by = بقلم
changed = عُدّل في
revisions = { $n ->
    [zero] قُرئ دون تغيير
    [one] قُرئ مرة واحدة مع تغييرات
    [two] قُرئ مرتين مع تغييرات
    [few] قُرئ { $n } مرات مع تغييرات
    [many] قُرئ { $n } مرة مع تغييرات
   *[other] قُرئ { $n } مرة مع تغييرات
 }
rule-link = لا تعرض الصحيفة من هذه الوسيلة إلا العنوان والرابط.
rule-excerpt = هذا مقتطف. التقرير الكامل لدى المصدر.
rule-full = معروض كاملًا بإذن من الوسيلة.
said-here = ما قيل في هذا التقرير
copied-by = نُسخ هذا التقرير لدى آخرين
about-report = عن هذا التقرير
in-the-story = جزء من القصة

outlets-text = كل وسائل الإعلام التي تقرؤها هذه الصحيفة، والمعروف عنها. لا وسوم هنا ليسار أو يمين: هنا حقائق، وهيئة التحرير مسؤولة عن القائمة.
country = البلد
languages = اللغات
owner = المالك
reports-head = التقارير
go-to = إلى { $outlet }
stories-with = القصص التي تتناولها
stories-alone = قصص تنفرد بها
facts = معلومات
text-shown = النص المعروض
rule-link-short = العنوان والرابط
rule-excerpt-short = مقتطف
rule-full-short = النص كاملًا
in-numbers = بالأرقام
stories = القصص
was-first = كانت السبّاقة
times = { $n ->
    [zero] ولا مرة
    [one] مرة واحدة
    [two] مرتين
    [few] { $n } مرات
    [many] { $n } مرة
   *[other] { $n } مرة
 }
share-own = نص خاص به
share-wire = نص الوكالات
share-copied = نص وسائل أخرى
copied-by-others = نقله آخرون عنها
silent-feed = لا تستجيب حاليًا
last-answer = آخر استجابة
not-asked-yet = لم تُطلب بعد
outlet-feed = خلاصة هذه الوسيلة
kind-newspaper = صحيفة
kind-broadcaster = إذاعة وتلفزيون
kind-agency = وكالة أنباء
kind-magazine = مجلة
kind-blog = مدونة
kind-institution = مؤسسة
kind-own = هذه الصحيفة

name-person = شخص
name-organisation = منظمة
name-place = مكان
named-in = { $n ->
    [zero] لم يُذكر في أي تقرير.
    [one] ذُكر في تقرير واحد.
    [two] ذُكر في تقريرين.
    [few] ذُكر في { $n } تقارير.
    [many] ذُكر في { $n } تقريرًا.
   *[other] ذُكر في { $n } تقرير.
 }
statements-by = تصريحات منقولة
statements-about = ما يقوله الآخرون
name-feed = خلاصة هذا الاسم

search-for = ابحث عن
search-title = بحث: { $q }
narrow = تضييق البحث
order = الترتيب
by-relevance = الأنسب أولًا
by-time = الأحدث أولًا
what = اعرض
both = القصص والتقارير
any = الكل
language = اللغة
section = القسم
from-day = من
to-day = إلى
no-index = لا فهرس بحث لهذه العقدة.
found = { $stories ->
    [zero] لا قصص
    [one] قصة واحدة
    [two] قصتان
    [few] { $stories } قصص
    [many] { $stories } قصة
   *[other] { $stories } قصة
 }، { $reports ->
    [zero] لا تقارير
    [one] تقرير واحد
    [two] تقريران
    [few] { $reports } تقارير
    [many] { $reports } تقريرًا
   *[other] { $reports } تقرير
 }
found-stories = { $n ->
    [zero] لا قصص
    [one] قصة واحدة
    [two] قصتان
    [few] { $n } قصص
    [many] { $n } قصة
   *[other] { $n } قصة
 }
found-part = عُثر على أكثر من { $n }. البحث أوسع من أن يُفحص كل شيء: لا يُعرض إلا ما فُحص. تفيد كلمات أندر.
search-feed = خلاصة هذا البحث
found-nothing = لم يُعثر على شيء. قد تفيد كلمات أقل أو كلمات أخرى.
previous = السابق
next = التالي
search-help = كلمات، “عبارات كاملة”، ‎-دون، هذا OR ذاك؛ title:كلمات، outlet:اسم، language:ar، after:2026-01-31.
nothing-that-day = لا قصص محفوظة هنا من ذلك اليوم.

about-text = تقرأ { $name } وسائل إعلام كثيرة، وتجمع التقارير عن الحدث الواحد وتعرضها قصة واحدة من كل الجوانب.
about-who = من يصنعها
about-who-text = تختار هيئة التحرير وسائل الإعلام وهي مسؤولة عن القائمة. يقرأ برنامجٌ التقارير ويجمعها، وللمحررين أن يصححوه في كل قصة تصحيحًا نهائيًا.
about-principles = ما نلتزم به
about-principles-text = لا تكتب آلةٌ شيئًا باسمنا: كل جملة في قصة واردة حرفيًا في تقرير، مع وسيلته وتاريخه. ولا نعرض من النصوص والصور إلا ما تسمح به وسيلة الإعلام.
about-claims = كيف تُبنى المعلومات
about-claims-text = يتطلب باب “ما تتفق عليه التقارير” عدة وسائل إعلام لم ينقل بعضها عن بعض. ويتطلب باب “ما لا يذكره إلا طرف واحد” ثلاث وسائل أخرى على الأقل تغطي القصة دون ذكره. وكل معلومة مربوطة بجملتها في المصدر.
about-voices = أصوات من نسمع
about-voices-text = وسائل إعلام من بلدان ولغات كثيرة ولمالكين كثيرين. لا تُحسب النسخ ونصوص الوكالات إلا مرة واحدة، ليكون وزن القصة بعدد الأصوات المستقلة؛ وما لا تذكره إلا وسائل إعلام بلد واحد أو مالك واحد يُشار إليه بوصفه كذلك.
about-order = كيف تُرتب الصفحة الأولى
about-order-text = بحسب عدد وسائل الإعلام المستقلة التي تتناول القصة وحداثة تقاريرها؛ وللمحررين تثبيت قصة في الأعلى. ولا يتصدر تقرير تاريخه في المستقبل.
about-mistakes = حين نخطئ
about-mistakes-text = أخبروا هيئة التحرير. تُنقل التقارير الموضوعة في غير مكانها وتُحذف التصريحات الخاطئة، ويبقى التصحيح حين تُقرأ التقارير من جديد.
about-readers = قراءتكم
about-readers-text = لا تعقب ولا برامج ولا ملفات تعريف ارتباط ما لم تختاروا إعدادًا، ولا يُحمّل شيء من مكان آخر أبدًا.
about-feeds-text = لكل قائمة خلاصات: أضيفوا ‎.rss أو ‎.atom أو ‎.json إلى عنوانها.
about-zone = الأوقات بتوقيت { $zone }.

settings-text = تُحفظ في ملف تعريف ارتباط واحد على جهازكم؛ واختيار الأول من كل منها يحذفه.
theme = الألوان
theme-system = كالجهاز
theme-light = فاتحة
theme-dark = داكنة
text-size = حجم النص
size-normal = عادي
size-small = صغير
size-large = كبير
size-larger = أكبر
save = حفظ

not-found = هذه الصفحة ليست هنا
not-found-text = ربما نُقلت، أو أن في العنوان خطأ. قد تجدونها بالبحث.
failed = حدث خطأ ما
failed-text = الخطأ منا لا منكم. يُرجى المحاولة بعد دقيقة.
to-the-front = إلى الصفحة الأولى

sign-in = تسجيل الدخول
sign-out = تسجيل الخروج
your-name = الاسم
password = كلمة المرور
choose-password = اختيار كلمة مرور
wrong-sign-in = الاسم وكلمة المرور لا يتطابقان.
too-many-tries = محاولات كثيرة جدًا. يُرجى الانتظار نصف ساعة.
many-sign-in = يسجّل الدخول الآن عدد كبير جدًا. يُرجى المحاولة بعد لحظات.
wrong-old-password = كلمة المرور الحالية غير صحيحة.
password-rule = { $n ->
    [zero] اختر اسمًا وكلمة مرور.
    [one] اختر اسمًا وكلمة مرور من حرف واحد على الأقل.
    [two] اختر اسمًا وكلمة مرور من حرفين على الأقل.
    [few] اختر اسمًا وكلمة مرور من { $n } أحرف على الأقل.
    [many] اختر اسمًا وكلمة مرور من { $n } حرفًا على الأقل.
   *[other] اختر اسمًا وكلمة مرور من { $n } حرف على الأقل.
 }
change-password = تغيير كلمة المرور
old-password = كلمة المرور الحالية
new-password = كلمة المرور الجديدة
admin-nav = غرفة التحرير
admin-overview = نظرة عامة
admin-outlets = وسائل الإعلام والخلاصات
admin-outlet = وسيلة إعلام
admin-work = ما نُحّي جانبًا
admin-story = قصة
admin-stories = القصص
admin-report = تقرير
admin-takedowns = المحذوف نهائيًا
admin-log = من فعل ماذا
admin-counts = المقالات: { $articles }، القصص: { $stories }، وسائل الإعلام: { $outlets }، الخلاصات: { $feeds }
pending = { $n ->
    [zero] لا قرارات تنتظر التنفيذ.
    [one] قرار واحد ينتظر التنفيذ.
    [two] قراران ينتظران التنفيذ.
    [few] { $n } قرارات تنتظر التنفيذ.
    [many] { $n } قرارًا تنتظر التنفيذ.
   *[other] { $n } قرار تنتظر التنفيذ.
 }
failing-feeds = خلاصات متعطلة
no-failing = كل الخلاصات تستجيب.
work = العمل
no-work = لا شيء للعمل عليه.
stage = المرحلة
waiting = ينتظر
later = لاحقًا
in-hand = قيد العمل
laid-aside = نُحّي جانبًا
next-try = المحاولة التالية
flaws = عيوب
do = إجراء
fetch-now = اطلبها الآن
add-outlet = أضف وسيلة إعلام بصفحتها الرئيسية أو خلاصتها
add = إضافة
no-address = اكتب عنوان صفحة رئيسية أو خلاصة، مثل https://www.example.org
state-active = تُقرأ وتُعرض
state-paused = موقوفة مؤقتًا
state-unchecked = بانتظار الفحص
state = الحالة
page = صفحتها
name = الاسم
address-word = الكلمة في العناوين
country-code = البلد (حرفان)
note = ملاحظة المحرر
text-link = العنوان والرابط
text-excerpt = المقدمة و60 كلمة على الأكثر
text-full = كل النص
pictures = يجوز عرض صورها
add-feed = أضف خلاصة بعنوانها
needs-name = لا بد لوسيلة الإعلام من اسم.
needs-slug = اكتب كلمة من حروف وأرقام.
needs-country = اكتب حرفين، مثل EG.
go-on = استئناف
pause = إيقاف مؤقت
remove = إزالة
nothing-aside = لم يُنحَّ شيء جانبًا.
failures = { $n ->
    [zero] لم تفشل
    [one] فشلت مرة واحدة
    [two] فشلت مرتين
    [few] فشلت { $n } مرات
    [many] فشلت { $n } مرة
   *[other] فشلت { $n } مرة
 }
input = المُدخل
retry = إعادة المحاولة
throw-away = التخلص منه
own-headline = عنوان الصحيفة (فارغ: عنوان التقرير الرئيسي)
rename = تغيير العنوان
pin = تثبيت في الأعلى
unpin = إلغاء التثبيت
hide = إخفاء
unhide = إظهار من جديد
other-story = قصة أخرى (عنوانها أو رقمها)
front-order = ترتيب الصفحة الأولى: المثبَّت أولًا، ثم بحسب عدد وسائل الإعلام والحداثة. ما يُثبَّت هنا يبقى في الأعلى إلى أن يُلغى تثبيته.
find-story = عنوان صفحة قصة أو أحد تقاريرها
open-story = فتح
pinned-stories = المثبَّتة
pin-up = درجة إلى الأعلى
pin-down = درجة إلى الأسفل
ranked-stories = بحسب ترتيبها
hidden-stories = المخفية
is-hidden = لا يرى القراء هذه القصة.
no-such-story = لا توجد قصة بهذا العنوان.
same-story = هذه هي القصة نفسها. اذكر قصة أخرى.
choose-reports = علّم التقارير أولًا.
not-all-reports = يجب أن يبقى تقرير واحد على الأقل. اترك واحدًا بلا علامة.
split = اجعل التقارير المختارة قصة مستقلة
move = انقل التقارير المختارة إليها
merge = اجعل هذه القصة جزءًا من الأخرى
decisions = القرارات
undo = تراجع
undone = جرى التراجع عنه
decision-merge = ضُمّت إلى قصة أخرى
decision-split = فُصلت قصة مستقلة
decision-move = نُقلت إلى قصة أخرى
decision-pin = ثُبّتت
decision-hide = أُخفيت
decision-rename = تغيّر عنوانها
decision-undo = تراجع
decision-unpin = أُلغي تثبيتها
decision-unhide = أُظهرت من جديد
decision-own-headline = أُعيد إليها عنوان التقرير الرئيسي
came-to-nothing = لم يتغير شيء
no-decisions = لم تقرر هيئة التحرير شيئًا بعد.
take-down-link = حذف نهائي …
take-down-head = حذف نهائي
take-down-note = ما يُحذف يختفي من الصفحات والخلاصات والبحث والتصدير، ولا يعود عند جلبه من جديد. لا يمكن التراجع عن ذلك. تبقى نصوص التقارير كما كتبتها وسائل الإعلام: إذا ورد فيها اسم أو قول فاحذف التقرير أيضًا. النسخ الاحتياطية السابقة ما زالت تحتويه.
down-report = التقرير كله
down-picture = صورته أينما عُرضت
down-name = الاسم:
down-statement = القول في جميع التقارير:
reason = السبب
take-down = حذف نهائي
needs-choice = اختر ما يُحذف.
needs-reason = اذكر السبب.
no-takedowns = لم يُحذف شيء.
takedown-article = تقرير
takedown-picture = صورة
takedown-name = اسم
takedown-statement = قول
deed-signed-in = سجّل الدخول
deed-changed-the-password = غيّر كلمة المرور
deed-added-an-outlet = أضاف وسيلة إعلام
deed-changed-an-outlet-s-facts = عدّل معلومات وسيلة إعلام
deed-asked-for-a-feed-now = طلب خلاصة على الفور
deed-paused-a-feed = أوقف خلاصة مؤقتًا
deed-removed-a-feed = أزال خلاصة
deed-decided-to-merge-a-story = ضمّ قصة إلى أخرى
deed-decided-to-split-a-story = جعل تقارير قصة مستقلة
deed-decided-to-move-a-story = نقل تقارير إلى قصة أخرى
deed-decided-to-pin-a-story = ثبّت قصة أو ألغى تثبيتها
deed-decided-to-hide-a-story = أخفى قصة أو أظهرها من جديد
deed-decided-to-rename-a-story = غيّر عنوان قصة
deed-undid-a-decision = تراجع عن قرار
deed-took-down-a-report = حذف تقريرًا نهائيًا
deed-took-down-a-picture = حذف صورة نهائيًا
deed-took-down-a-name = حذف اسمًا نهائيًا
deed-took-down-a-statement = حذف قولًا نهائيًا
deed-tried-again-what-was-laid-aside = أعاد محاولة ما نُحّي جانبًا
deed-threw-away-what-was-laid-aside = تخلص مما نُحّي جانبًا
form-from-elsewhere = أُرسل هذا النموذج من موقع آخر، أو من شيء ليس متصفحًا.
