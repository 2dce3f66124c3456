#!/usr/bin/env bash
# What WordPress takes for the pages that the bench asks a hub for: Debian's wordpress (theme Twenty Twenty-One, no plugin), PHP-FPM with
# its opcode cache, MariaDB and nginx, sixty posts of six hundred words, front page with ten of them as WordPress has it by default
# and with all sixty. Prints versions, requests a second (wrk, 16 connections) and processor time a request of all four together.
#
#     apt-get install nginx-light wrk php-fpm php-cli php-mysql mariadb-server wordpress wordpress-theme-twentytwentyone
#     crates/broadsheet/benches/wordpress.sh
set -euo pipefail
port=18490 seconds=${1:-10}
folder=$(mktemp -d /tmp/broadsheet-wordpress.XXXXXX)
user=www-data
chmod 755 "$folder"
mkdir "$folder/db" "$folder/site"
cp -rL /usr/share/wordpress/. "$folder/site/"
rm -f "$folder/site/wp-config.php"
# Debian keeps the themes elsewhere.
mkdir -p "$folder/site/wp-content/themes"
cp -rL /usr/share/wordpress/wp-content/themes/. /var/lib/wordpress/wp-content/themes/. "$folder/site/wp-content/themes/" 2>/dev/null || true
chown -R $user: "$folder"

pids=()
end() { kill "${pids[@]}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$folder"; }
trap end EXIT

mariadb-install-db --no-defaults --datadir="$folder/db" --user=$user --auth-root-authentication-method=normal >/dev/null 2>&1
mariadbd --no-defaults --datadir="$folder/db" --user=$user --socket="$folder/db/s" --skip-networking --innodb-buffer-pool-size=256M 2>"$folder/db.log" &
pids+=($!)
for _ in $(seq 100); do mariadb --no-defaults -uroot -S "$folder/db/s" -e 'create database wp' 2>/dev/null && break; sleep .2; done

cat >"$folder/site/wp-config.php" <<PHP
<?php
define('DB_NAME', 'wp'); define('DB_USER', 'root'); define('DB_PASSWORD', ''); define('DB_HOST', 'localhost:$folder/db/s');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', ''); define('DISABLE_WP_CRON', true); define('WP_HTTP_BLOCK_EXTERNAL', true);
define('WP_HOME', 'http://127.0.0.1:$port'); define('WP_SITEURL', 'http://127.0.0.1:$port'); define('AUTOMATIC_UPDATER_DISABLED', true); define('AUTH_KEY', 'a'); define('SECURE_AUTH_KEY', 'b');
\$table_prefix = 'wp_';
if (!defined('ABSPATH')) { define('ABSPATH', __DIR__ . '/'); }
require_once ABSPATH . 'wp-settings.php';
PHP
# It sends an address with a port to itself.
mkdir -p "$folder/site/wp-content/mu-plugins"
echo "<?php remove_action('template_redirect', 'redirect_canonical');" >"$folder/site/wp-content/mu-plugins/port.php"
cat >"$folder/fill.php" <<'PHP'
<?php
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = '127.0.0.1:' . $argv[2];
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Paper', 'editor', 'editor@paper.example', true, '', 'password');
update_option('permalink_structure', '/%postname%/');
switch_theme('twentytwentyone');
for ($i = 1; $i <= 60; $i++) {
    $text = '';
    for ($p = 0; $p < 12; $p++) {
        $words = [];
        for ($w = 0; $w < 50; $w++) { $words[] = 'word' . (($i * 37 + $p * 11 + $w * 7) % 900); }
        $text .= "<!-- wp:paragraph -->\n<p>" . ucfirst(implode(' ', $words)) . ".</p>\n<!-- /wp:paragraph -->\n";
    }
    wp_insert_post(['post_title' => "Report number $i of the day", 'post_content' => $text, 'post_status' => 'publish', 'post_author' => 1]);
}
flush_rewrite_rules();
PHP
runuser -u $user -- php "$folder/fill.php" "$folder/site" $port >"$folder/fill.log" 2>&1 || { cat "$folder/fill.log"; exit 1; }

cat >"$folder/fpm.conf" <<INI
[global]
error_log = $folder/fpm.log
daemonize = no
[www]
user = $user
group = $user
listen = $folder/fpm
listen.owner = $user
pm = static
pm.max_children = 4
php_admin_value[opcache.enable] = 1
php_admin_value[opcache.validate_timestamps] = 0
INI
fpm=$(ls /usr/sbin/php-fpm* | sort -V | tail -n 1)
"$fpm" -y "$folder/fpm.conf" &
pids+=($!)
cat >"$folder/nginx.conf" <<CONF
user $user; worker_processes 1; daemon off; pid $folder/nginx.pid; error_log $folder/nginx.log;
events {}
http {
  access_log off;
  server {
    listen 127.0.0.1:$port; root $folder/site; index index.php;
    location / { try_files \$uri \$uri/ /index.php?\$args; }
    location ~ \.php\$ { include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_FILENAME \$document_root\$fastcgi_script_name; fastcgi_pass unix:$folder/fpm; }
  }
}
CONF
nginx -c "$folder/nginx.conf" &
pids+=($!)
sleep 2

# Hundredths of a second of the servers and their children.
cpu() {
  local p all=0
  for p in "${pids[@]}" $(for q in "${pids[@]}"; do cat "/proc/$q/task/$q/children"; done); do
    all=$((all + $(sed 's/.*) //' "/proc/$p/stat" | awk '{print $12 + $13}')))
  done
  echo $all
}
echo "$(php -v | head -n 1 | cut -d' ' -f1,2), $(mariadbd --version | grep -o '[0-9.]*-MariaDB' | head -n 1), $(nginx -v 2>&1 | cut -d: -f2), WordPress $(sed -n "s/^\$wp_version = '\(.*\)';/\1/p" "$folder/site/wp-includes/version.php")"
measure() {
  local bytes before after said number rate
  bytes=$(curl -sf "http://127.0.0.1:$port$2" | wc -c)
  [ "$bytes" -gt 5000 ] || { echo "$1: no page at $2"; curl -si "http://127.0.0.1:$port$2" | head -n 20; exit 1; }
  wrk -c16 -t1 -d3 "http://127.0.0.1:$port$2" >/dev/null
  before=$(cpu)
  said=$(wrk -c16 -t1 "-d$seconds" "http://127.0.0.1:$port$2")
  after=$(cpu)
  number=$(echo "$said" | sed -n 's/^ *\([0-9]*\) requests in.*/\1/p')
  rate=$(echo "$said" | sed -n 's/^Requests\/sec: *//p')
  if echo "$said" | grep -q 'Non-2xx'; then echo "$1: answers with errors"; exit 1; fi
  awk -v what="$1" -v n="$number" -v cpu=$((after - before)) -v rate="$rate" -v bytes="$bytes" \
    'BEGIN { printf "%-32s %7.1f requests/s  %6.1f ms of processor a request  (%d bytes)\n", what, rate, cpu * 10 / n, bytes }'
}
measure "article" /report-number-7-of-the-day/
measure "front page of 10 posts" /
runuser -u $user -- php -r 'define("WP_INSTALLING", true); $_SERVER["HTTP_HOST"]="127.0.0.1"; require $argv[1]."/wp-load.php"; update_option("posts_per_page", 60);' "$folder/site" >/dev/null
measure "front page of 60 posts" /
