#!/usr/bin/env bash
# Serves a folder of HTML on loopback with nginx, as many times as asked for, until it is ended:
#
#   src/bench/serve.sh FOLDER PORT [COPIES]
#
# Copy n lies under /n/, and the front page links to all: a large site made of a smaller one whose
# links are relative, those of its own front page too. With 0 copies the folder is the site, links
# from the root included. nginx must be installed.
set -euo pipefail

[ $# -ge 2 ] || {
  sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
  exit 2
}
folder=$(cd "$1" && pwd) port=$2 copies=${3:-1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
  echo '<!doctype html><title>Copies</title>'
  for ((n = 1; n <= copies; n++)); do echo "<a href=\"/$n/\">$n</a>"; done
} >"$work/index.html"
front="    location = / {
      root $work;
      try_files /index.html =404;
    }"
[ "$copies" -gt 0 ] || front="    location / {
      root '$folder';
      index index.html;
    }"
cat >"$work/nginx.conf" <<CONF
worker_processes 1;
daemon off;
pid $work/pid;
error_log stderr error;
events { worker_connections 8192; }
http {
  include /etc/nginx/mime.types;
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 10000000;
  open_file_cache max=100000 inactive=1h;
  open_file_cache_valid 1h;
  client_body_temp_path $work;
  proxy_temp_path $work;
  fastcgi_temp_path $work;
  uwsgi_temp_path $work;
  scgi_temp_path $work;
  server {
    listen 127.0.0.1:$port backlog=4096;
$front
    location ~ ^/\d+/(?<rest>.*)\$ {
      alias $folder/\$rest;
      index index.html;
    }
  }
}
CONF
echo "http://127.0.0.1:$port/ until this is ended"
PATH=$PATH:/usr/sbin nginx -p "$work" -c "$work/nginx.conf" &
trap 'kill $!; wait; rm -rf "$work"' EXIT
trap 'exit 0' INT TERM
wait
