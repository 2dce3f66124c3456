# Las palabras del periódico en español. Lo que falte aquí hace fallar una prueba (véase en.ftl).

comma = {", "}
semicolon = {"; "}
colon = :
percent = { $n }{"\u00A0"}%
section-world = Mundo
section-politics = Política
section-business = Economía
section-technology = Tecnología
section-science = Ciencia
section-health = Salud
section-culture = Cultura
section-sport = Deportes

motto = Un tema cada vez, visto desde todos los lados
skip = Ir a las noticias
sections = Secciones
search = Buscar
archive = Hemeroteca
reading-settings = Ajustes de lectura
reports-today = { $n ->
    [one] { $n } noticia hoy
   *[other] { $n } noticias hoy
 }
updated = actualizado a las
about = Quiénes somos
our-outlets = Nuestras fuentes
feed = Canal
feeds = Canales
footer = Las noticias pertenecen a los medios citados. Cada afirmación enlaza con su fuente.
reports = { $n ->
    [one] { $n } noticia
   *[other] { $n } noticias
 }
outlets-count = { $n ->
    [one] { $n } medio
   *[other] { $n } medios
 }
countries-count = { $n ->
    [one] { $n } país
   *[other] { $n } países
 }
counts = { $reports }, { $outlets }

just-now = ahora mismo
minutes-ago = { $n ->
    [one] hace { $n } minuto
   *[other] hace { $n } minutos
 }
hours-ago = { $n ->
    [one] hace { $n } hora
   *[other] hace { $n } horas
 }
days-ago = { $n ->
    [one] ayer
   *[other] hace { $n } días
 }
clock-time = { $hour }:{ $minute }
date = { $day } de { $month } de { $year }
day-and-time = { $day } { $month }, { $time }
date-and-time = { $date }, { $time }
weekday-date = { $weekday }, { $date }
month-of-year = { $month } de { $year }
from-to = { $from } – { $to }
until = hasta el { $day }

spark-label = Noticias por hora: { $first } al principio, { $most } como máximo, { $last } al final
reports-an-hour-since = Noticias por hora desde el { $since }; { $most } como máximo
reports-a-day-since = Noticias por día desde el { $since }; { $most } como máximo

front-title = { $name }: la actualidad de hoy desde todos los lados
front-description = Los temas del día, cada uno según todos los medios que lo cuentan: quién dice qué, en qué coinciden y qué cuenta solo una parte.
section-description = Temas de la sección { $section }, ordenados según cuántos medios los cuentan.
archive-description = Los temas del { $day }.
story-description = { $reports ->
    [one] { $reports } noticia
   *[other] { $reports } noticias
 } de { $outlets ->
    [one] { $outlets } medio
   *[other] { $outlets } medios
 }: en qué coinciden, quién dice qué y qué cuenta solo una parte.
report-description = Una noticia de { $outlet }, con el enlace a la fuente.
outlets-description = Los medios que lee este periódico y lo que se sabe de cada uno.
outlet-description = { $outlet }: datos, canales y los temas que cuenta.
name-description = Lo que ha dicho { $name } según las noticias, y los temas en que aparece su nombre.
about-description = Cómo se hace este periódico.

todays-news = La actualidad de hoy
nothing-yet = Todavía no ha llegado ningún tema. Los primeros aparecerán aquí por sí solos.
latest = Última hora
more-stories = Más temas
the-end = Esto es todo por ahora

story = Tema
headline-by = Titular:
since = desde el
last-report = última noticia
in-a-moment = Una decisión de la redacción se verá dentro de un momento.
agreed = En qué coinciden las noticias
outlets-of = { $n } de { $all ->
    [one] { $all } medio
   *[other] { $all } medios
 }
and-more = y { $n } más
said = Quién dice qué
cited-by = citado por { $who }
report-here = noticia
more-statements = { $n ->
    [one] Otra declaración
   *[other] Otras { $n } declaraciones
 }
unnamed = Sin nombre
one-side = Lo cuenta solo una parte
only-country = Solo en un país ({ $side })
only-owner = Solo en medios de un propietario ({ $side })
silent = { $n ->
    [one] { $n } medio más cubre el tema sin contarlo
   *[other] otros { $n } medios cubren el tema sin contarlo
 }
timeline = Cómo ha ido
all-reports = { $n ->
    [one] La única noticia
   *[other] Las { $n } noticias
 }
time = Hora
outlet = Medio
report = Noticia
kind = Tipo
why-here = ¿Por qué aquí?
why-alike = agrupada por: { $words }
why-minutes = { $n } min de diferencia
why-hours = { $n } h de diferencia
why-days = { $n ->
    [one] { $n } día de diferencia
   *[other] { $n } días de diferencia
 }
why-sure = { $share } de certeza
why-next = el siguiente tema, { $share }
why-first = la primera de su tema
why-joined = la primera de un tema que pasó a ser parte de este
why-template = su título se repite una y otra vez
why-before = ya estaba clasificada
why-editor = la redacción la puso aquí
why-follows = parecida a una noticia que la redacción puso aquí
first-report = Primera noticia
own-report = Noticia propia
copy-of = Copia de { $outlet }, { $share }
another-report = otra noticia
wire = Agencia
about-story = Sobre este tema
coverage = Cobertura
by-country = Noticias por país
by-owner = Noticias por propietario
by-kind = Noticias por tipo de medio
people-places = Personas y lugares
follow = Seguir
for-editors = Para la redacción: cambiar este tema
story-feed = Canal de este tema
related = Temas relacionados
earlier-phases = Lo que pasó antes
later-phases = Lo que pasó después
both-speak-of = Ambos hablan de { $names }
history = Cómo se formó este tema
history-joined = Otro tema pasó a ser parte de este
history-split = Unas noticias pasaron a ser un tema aparte
history-began = Empezó con noticias de otro tema
history-in = Llegaron noticias de otro tema
history-out = Unas noticias pasaron a otro tema
by-editor = por la redacción
by-machine = por la máquina
headlines = Los titulares, uno junto a otro
other-reports = Cómo lo cuentan otros
label-reports = { $n ->
    [one] noticia
   *[other] noticias
 }
label-outlets = { $n ->
    [one] medio
   *[other] medios
 }
label-countries = { $n ->
    [one] país
   *[other] países
 }
label-languages = { $n ->
    [one] idioma
   *[other] idiomas
 }
label-independent = { $n ->
    [one] independiente
   *[other] independientes
 }

read-at = Leer en { $outlet }
paywall = La fuente pide una suscripción.
by = Por
changed = modificado el
revisions = { $n ->
    [one] leída { $n } vez con cambios
   *[other] leída { $n } veces con cambios
 }
rule-link = De este medio el periódico muestra solo el titular y el enlace.
rule-excerpt = Un extracto. La noticia completa está en la fuente.
rule-full = Se muestra entera con permiso del medio.
said-here = Lo que se dice en esta noticia
copied-by = Copias de esta noticia
about-report = Sobre esta noticia
in-the-story = Forma parte del tema

outlets-text = Todos los medios que lee este periódico, con lo que se sabe de ellos. No hay etiquetas de izquierda ni de derecha: hay datos, y la redacción responde de la lista.
country = País
languages = Idiomas
owner = Propietario
reports-head = Noticias
go-to = Ir a { $outlet }
stories-with = Temas que cuenta
stories-alone = Temas que solo están aquí
facts = Datos
text-shown = Texto que se muestra
rule-link-short = titular y enlace
rule-excerpt-short = un extracto
rule-full-short = el texto entero
in-numbers = En cifras
stories = Temas
was-first = Fue el primero
times = { $n ->
    [one] una vez
   *[other] { $n } veces
 }
share-own = Texto propio
share-wire = Texto de agencias
share-copied = Texto de otros medios
copied-by-others = Copiado por otros
silent-feed = callado por ahora
last-answer = última respuesta
not-asked-yet = aún sin consultar
outlet-feed = Canal de este medio
kind-newspaper = Periódico
kind-broadcaster = Radio o televisión
kind-agency = Agencia de noticias
kind-magazine = Revista
kind-blog = Blog
kind-institution = Institución
kind-own = Este periódico

name-person = Persona
name-organisation = Organización
name-place = Lugar
named-in = { $n ->
    [one] Nombrado en una noticia.
   *[other] Nombrado en { $n } noticias.
 }
statements-by = Lo que ha dicho según las noticias
statements-about = Lo que dicen otros
name-feed = Canal de este nombre

search-for = Buscar
search-title = Búsqueda: { $q }
narrow = Afinar la búsqueda
order = Orden
by-relevance = primero lo más pertinente
by-time = primero lo más reciente
what = Mostrar
both = temas y noticias
any = todos
language = Idioma
section = Sección
from-day = Desde
to-day = Hasta
no-index = Este nodo no tiene índice de búsqueda.
found = { $stories ->
    [one] { $stories } tema
   *[other] { $stories } temas
 }, { $reports ->
    [one] { $reports } noticia
   *[other] { $reports } noticias
 }
found-stories = { $n ->
    [one] { $n } tema
   *[other] { $n } temas
 }
found-part = Se han encontrado más de { $n }. La búsqueda era demasiado amplia para recorrerlo todo: solo se muestra la parte recorrida. Ayudarán palabras menos frecuentes.
search-feed = Canal de esta búsqueda
found-nothing = No se ha encontrado nada. Quizá ayuden menos palabras, u otras.
previous = Atrás
next = Adelante
search-help = Palabras, «frases enteras», -sin, esto OR aquello; title:palabras, outlet:nombre, language:es, after:2026-01-31.
nothing-that-day = Aquí no se guarda ningún tema de ese día.

about-text = { $name } lee muchos medios, reúne las noticias de un mismo hecho y las muestra como un solo tema, desde todos los lados.
about-who = Quién lo hace
about-who-text = La redacción elige los medios y responde de la lista. Un programa lee y agrupa las noticias; la redacción puede corregirlo en cada tema, para siempre.
about-principles = A qué nos atenemos
about-principles-text = Ninguna máquina escribe en nuestro nombre: cada frase de un tema está palabra por palabra en una noticia, con su medio y su fecha. Los textos y las imágenes se muestran solo hasta donde su medio lo permite.
about-claims = Cómo se hacen las afirmaciones
about-claims-text = «En qué coinciden las noticias» exige varios medios que no se hayan copiado entre sí. «Lo cuenta solo una parte» exige al menos otros tres que cubran el tema sin contarlo. Cada afirmación enlaza con la frase de su fuente.
about-voices = Qué voces se oyen
about-voices-text = Medios de muchos países, lenguas y propietarios. Las copias y los textos de agencia cuentan una sola vez, para que un tema pese por sus voces independientes; lo que cuentan solo los medios de un país o de un propietario se señala como tal.
about-order = Cómo se ordena la portada
about-order-text = Según cuántos medios independientes cuentan un tema y lo recientes que son sus noticias; la redacción puede fijar un tema. Una noticia con fecha futura no abre la portada.
about-mistakes = Cuando nos equivocamos
about-mistakes-text = Escriba a la redacción. Las noticias mal agrupadas se trasladan y las declaraciones erróneas se retiran; el cambio se mantiene cuando las noticias vuelven a leerse.
about-readers = Su lectura
about-readers-text = Sin rastreo, sin scripts, sin cookies mientras no elija un ajuste, y nunca se carga nada de otro sitio.
about-feeds-text = Cada lista tiene canales: añada .rss, .atom o .json a su dirección.
about-zone = Las horas son las de la zona { $zone }.

settings-text = Se guarda en una sola cookie en su dispositivo; elegir en todo la primera opción la borra.
theme = Colores
theme-system = como el dispositivo
theme-light = claro
theme-dark = oscuro
text-size = Tamaño del texto
size-normal = normal
size-small = pequeño
size-large = grande
size-larger = más grande
save = Guardar

not-found = Esta página no está aquí
not-found-text = Quizá se haya trasladado, o la dirección tenga un error. Una búsqueda puede encontrarla.
failed = Algo ha salido mal
failed-text = Es culpa nuestra, no suya. Vuelva a intentarlo dentro de un minuto.
to-the-front = A la portada

sign-in = Entrar
sign-out = Salir
your-name = Nombre
password = Contraseña
choose-password = Elegir una contraseña
wrong-sign-in = El nombre y la contraseña no coinciden.
too-many-tries = Demasiados intentos. Espere media hora.
many-sign-in = Demasiadas personas están entrando ahora mismo. Inténtelo de nuevo en un momento.
wrong-old-password = La contraseña actual es otra.
password-rule = Elija un nombre y una contraseña de al menos { $n } caracteres.
change-password = Cambiar la contraseña
old-password = La contraseña actual
new-password = La contraseña nueva
admin-nav = Redacción
admin-overview = El estado
admin-outlets = Medios y canales
admin-outlet = Un medio
admin-work = Apartado
admin-story = Un tema
admin-stories = Temas
admin-report = Una noticia
admin-takedowns = Retirado
admin-log = Quién hizo qué
admin-counts = Artículos: { $articles }, temas: { $stories }, medios: { $outlets }, canales: { $feeds }
pending = { $n ->
    [one] Una decisión espera ser aplicada.
   *[other] { $n } decisiones esperan ser aplicadas.
 }
failing-feeds = Canales que fallan
no-failing = Todos los canales responden.
work = Trabajo
no-work = No hay nada que hacer.
stage = Paso
waiting = en espera
later = más tarde
in-hand = en curso
laid-aside = apartado
next-try = próximo intento
flaws = Defectos
do = Acción
fetch-now = Consultar ahora
add-outlet = Añadir un medio por su portada o su canal
add = Añadir
no-address = Escriba la dirección de una portada o de un canal, por ejemplo https://www.example.org
state-active = se lee y se muestra
state-paused = en pausa
state-unchecked = por revisar
state = Estado
page = su página
name = Nombre
address-word = Palabra en las direcciones
country-code = País (dos letras)
note = Nota de la redacción
text-link = titular y enlace
text-excerpt = entradilla y 60 palabras como máximo
text-full = todo
pictures = Sus imágenes pueden mostrarse
add-feed = Añadir un canal por su dirección
needs-name = Un medio necesita un nombre.
needs-slug = Escriba una palabra de letras y cifras.
needs-country = Escriba dos letras, por ejemplo ES.
go-on = Reanudar
pause = Pausar
remove = Quitar
nothing-aside = No se ha apartado nada.
failures = { $n ->
    [one] falló una vez
   *[other] falló { $n } veces
 }
input = entrada
retry = Intentar de nuevo
throw-away = Tirar
own-headline = Titular propio (vacío: el de la noticia principal)
rename = Cambiar el titular
pin = Fijar arriba
unpin = Soltar
hide = Ocultar
unhide = Mostrar de nuevo
other-story = Otro tema (su dirección o identificador)
front-order = El orden de la portada: primero lo fijado, después según el número de medios y la actualidad. Lo que se fija aquí queda arriba hasta que se suelte.
find-story = La dirección de un tema o de una de sus noticias
open-story = Abrir
pinned-stories = Fijados
pin-up = Subir un puesto
pin-down = Bajar un puesto
ranked-stories = Por su orden
hidden-stories = Ocultos
is-hidden = Los lectores no ven este tema.
no-such-story = Ningún tema tiene esta dirección.
same-story = Es este mismo tema. Indique otro.
choose-reports = Marque antes alguna noticia.
not-all-reports = Debe quedar al menos una noticia. Deje una sin marcar.
split = Hacer de las noticias elegidas un tema aparte
move = Llevar allí las noticias elegidas
merge = Unir este tema al otro
decisions = Decisiones
undo = Deshacer
undone = deshecho
decision-merge = unido a otro tema
decision-split = convertido en un tema aparte
decision-move = llevado a otro tema
decision-pin = fijado
decision-hide = ocultado
decision-rename = titular cambiado
decision-undo = deshecho
decision-unpin = soltado
decision-unhide = mostrado de nuevo
decision-own-headline = de nuevo con el titular de la noticia principal
came-to-nothing = no cambió nada
no-decisions = La redacción aún no ha decidido nada.
take-down-link = Retirar …
take-down-head = Retirar para siempre
take-down-note = Lo que se retira desaparece de las páginas, los canales, la búsqueda y las exportaciones, y no vuelve cuando se consulta otra vez. No se puede deshacer. Los textos de las noticias quedan como los escribieron sus medios: si un nombre o una declaración está en uno, retire también la noticia. Las copias de seguridad anteriores aún lo contienen.
down-report = La noticia entera
down-picture = Su imagen, dondequiera que se muestre
down-name = El nombre:
down-statement = La declaración, en todas las noticias:
reason = El motivo
take-down = Retirar para siempre
needs-choice = Elija qué se retira.
needs-reason = Indique el motivo.
no-takedowns = No se ha retirado nada.
takedown-article = Una noticia
takedown-picture = Una imagen
takedown-name = Un nombre
takedown-statement = Una declaración de
deed-signed-in = entró
deed-changed-the-password = cambió la contraseña
deed-added-an-outlet = añadió un medio
deed-changed-an-outlet-s-facts = cambió los datos de un medio
deed-asked-for-a-feed-now = hizo consultar un canal
deed-paused-a-feed = puso en pausa un canal
deed-removed-a-feed = quitó un canal
deed-decided-to-merge-a-story = unió un tema a otro
deed-decided-to-split-a-story = hizo de unas noticias un tema aparte
deed-decided-to-move-a-story = llevó noticias a otro tema
deed-decided-to-pin-a-story = fijó o soltó un tema
deed-decided-to-hide-a-story = ocultó un tema o volvió a mostrarlo
deed-decided-to-rename-a-story = cambió el titular de un tema
deed-undid-a-decision = deshizo una decisión
deed-took-down-a-report = retiró una noticia
deed-took-down-a-picture = retiró una imagen
deed-took-down-a-name = retiró un nombre
deed-took-down-a-statement = retiró una declaración
deed-tried-again-what-was-laid-aside = volvió a intentar lo apartado
deed-threw-away-what-was-laid-aside = tiró lo apartado
form-from-elsewhere = Este formulario vino de otro sitio, o de algo que no es un navegador.
