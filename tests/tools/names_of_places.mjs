// Writes crates/site/i18n/names/LANGUAGE.ftl: countries, languages, months and weekdays from the Unicode CLDR in Node.js.
// Usage: node tests/tools/names_of_places.mjs de fr …   (a new language: run it, then write i18n/LANGUAGE.ftl)
import { writeFileSync } from 'node:fs';

const countries = 'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW'.split(' ');
const languages = 'am ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fr ga gl gu ha he hi hr hu hy id ig is it ja ka kk km kn ko ku ky lo lt lv mk ml mn mr ms mt my nb ne nl nn no or pa pl ps pt ro ru rw si sk sl so sq sr sv sw ta te tg th ti tk tr uk ur uz vi yo zh zu'.split(' ');
// The short form where the long one is a mouthful; "UK" and "US" are too short.
const short = new Set(['HK', 'MO', 'PS', 'MM']);
// As newspapers write.
const own = { de: { US: 'USA', GB: 'Großbritannien' }, es: { CI: 'Costa de Marfil' }, ru: { US: 'США' } };

for (const language of process.argv.slice(2)) {
  const names = (type, style = 'long') => new Intl.DisplayNames(language, { type, style });
  const [long, brief, tongues] = [names('region'), names('region', 'short'), names('language')];
  const date = (options, day) => new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options })
    .formatToParts(day).find((part) => part.type === Object.keys(options)[0]).value;
  const month = (n) => new Date(Date.UTC(2026, n - 1, 1));
  const lines = ['# Unicode CLDR; written by tests/tools/names_of_places.mjs.', ''];
  const twelve = Array.from({ length: 12 }, (_, i) => i + 1);
  for (const n of twelve) lines.push(`month-${n} = ${date({ month: 'long', day: 'numeric' }, month(n))}`);
  for (const n of twelve) lines.push(`month-alone-${n} = ${date({ month: 'long' }, month(n))}`);
  for (const n of twelve) lines.push(`month-short-${n} = ${date({ month: 'short', day: 'numeric' }, month(n))}`);
  // 5 January 2026 is a Monday.
  for (const n of twelve.slice(0, 7)) lines.push(`weekday-${n} = ${date({ weekday: 'long' }, new Date(Date.UTC(2026, 0, 4 + n)))}`);
  lines.push('');
  for (const code of countries) lines.push(`country-${code} = ${own[language]?.[code] ?? (short.has(code) ? brief : long).of(code)}`);
  lines.push('');
  for (const code of languages) lines.push(`language-${code} = ${tongues.of(code)}`);
  writeFileSync(new URL(`../../crates/site/i18n/names/${language}.ftl`, import.meta.url), lines.join('\n') + '\n');
}
