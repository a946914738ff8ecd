#!/bin/sh
# Installs the game on Debian as docs/operating.md describes it, or brings an installed one up to date:
#
#     docs/deploy/install.sh quiz.example.org [NAME]
#
# user, folders, virtual environment (only what the hashes in requirements/ allow), settings with a
# key, units, nginx, certificate, and NAME as the first admin, whose link is printed. It may run any
# number of times. /etc/quiz.env, the site and the certificate stay as they are once they are there.
set -eu

[ $# -ge 1 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
[ "$(id -u)" -eq 0 ] || { echo "install.sh has to run as root." >&2; exit 1; }

HOST=$1
ADMIN=${2:-}
DEPLOY=$(cd "$(dirname "$0")" && pwd)
SOURCE=$(cd "$DEPLOY/../.." && pwd)
BIN=/opt/quiz/.venv/bin
export DEBIAN_FRONTEND=noninteractive

say() { echo "== $*"; }

# Runs a command of the game as its user. The settings are read line by line, none of them as shell.
as_quiz() {
    runuser -u quiz -- sh -c '
        while IFS= read -r line; do
            case $line in [A-Z]*=*) export "$line" ;; esac
        done </etc/quiz.env
        cd /var/lib/quiz && exec "$@"' sh "$@"
}

install_packages() {
    wanted="python3 python3-venv nginx-light openssl ca-certificates"
    # shellcheck disable=SC2086 # a list of words
    dpkg --verify $wanted >/dev/null 2>&1 && return
    say "packages: $wanted"
    apt-get update -qq
    # shellcheck disable=SC2086
    apt-get install -qq -y --no-install-recommends $wanted >/dev/null
}

make_user_and_folders() {
    id quiz >/dev/null 2>&1 || useradd --system --user-group --home-dir /var/lib/quiz --shell /usr/sbin/nologin quiz
    install -d -m 700 -o quiz -g quiz /var/lib/quiz /var/backups/quiz
    install -d -m 755 /opt/quiz /usr/share/quiz/front /var/www/quiz-acme
    install -d -m 700 -o www-data -g www-data /var/cache/quiz-front
}

# Nothing is taken from the index whose hash is not in requirements/. The new environment is made
# beside the one in use and takes its place at the end.
install_game() {
    say "virtual environment"
    made=$(mktemp -d /opt/quiz/venv.XXXXXX)
    chmod 755 "$made"
    build=$(mktemp -d)
    python3 -m venv "$build/venv"
    "$build/venv/bin/pip" install --quiet --require-hashes --requirement "$SOURCE/requirements/build.txt"
    mkdir "$build/source"
    for part in pyproject.toml README.md LICENSE quizapp templates static; do
        cp -R "$SOURCE/$part" "$build/source/"
    done
    "$build/venv/bin/pip" wheel --quiet --no-deps --no-build-isolation --wheel-dir "$build" "$build/source"
    python3 -m venv "$made"
    "$made/bin/pip" install --quiet --only-binary :all: --require-hashes --requirement "$SOURCE/requirements/run.txt"
    "$made/bin/pip" install --quiet --no-deps --no-index "$build"/*.whl
    rm -rf "$build"
    ln -sfn "$made" /opt/quiz/.venv
}

write_settings() {
    [ ! -f /etc/quiz.env ] || return 0
    say "settings: /etc/quiz.env"
    (umask 077 && sed -e "s#^PUBLIC_URL=.*#PUBLIC_URL=https://$HOST#" \
        -e "s#^SECRET_KEY=.*#SECRET_KEY=$(openssl rand -hex 32)#" "$DEPLOY/quiz.env" >/etc/quiz.env)
    chown root:quiz /etc/quiz.env
    chmod 640 /etc/quiz.env
}

install_front() {
    install -m 644 "$DEPLOY"/front/* /usr/share/quiz/front/
    install -m 644 "$DEPLOY/quiz-front.conf" "$DEPLOY/quiz-proxy.conf" /etc/nginx/
    make_certificate
    if [ ! -f /etc/nginx/sites-available/quiz ]; then
        sed "s/quiz\.example\.org/$HOST/g" "$DEPLOY/nginx.conf" >/etc/nginx/sites-available/quiz
        [ -f /proc/net/if_inet6 ] || sed -i '/listen \[::\]/d' /etc/nginx/sites-available/quiz
        ln -sf ../sites-available/quiz /etc/nginx/sites-enabled/quiz
        rm -f /etc/nginx/sites-enabled/default
    fi
    nginx -t -q
}

# One that no browser trusts, so that nginx can start and an authority can look at the webroot.
make_certificate() {
    [ ! -f /etc/ssl/quiz/fullchain.pem ] || return 0
    say "certificate: of its own making; see docs/operating.md for one that browsers trust"
    install -d -m 700 /etc/ssl/quiz
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 90 -subj "/CN=$HOST" \
        -addext "subjectAltName=DNS:$HOST" -keyout /etc/ssl/quiz/privkey.pem -out /etc/ssl/quiz/fullchain.pem 2>/dev/null
}

invite_admin() {
    [ -n "$ADMIN" ] || return 0
    as_quiz "$BIN/quiz" editor add --admin "$ADMIN" ||
        echo "$ADMIN is not invited again; a new link: quiz editor reset \"$ADMIN\"."
}

start_units() {
    install -m 644 "$DEPLOY"/quiz.service "$DEPLOY"/quiz.socket "$DEPLOY"/quiz-daily.service \
        "$DEPLOY"/quiz-daily.timer "$DEPLOY"/quiz-failure@.service /etc/systemd/system/
    if [ ! -d /run/systemd/system ]; then
        say "systemd does not run here: start the units where it does"
        return 0
    fi
    systemctl daemon-reload
    systemctl enable --quiet --now quiz.socket quiz-daily.timer nginx
    systemctl enable --quiet quiz.service
    systemctl restart quiz.service
    systemctl reload nginx
}

remove_old_environments() {
    for each in /opt/quiz/venv.*; do
        [ "$each" = "$(readlink /opt/quiz/.venv)" ] || rm -rf "$each"
    done
}

install_packages
make_user_and_folders
install_game
write_settings
as_quiz "$BIN/quiz" migrate
ln -sfn "$BIN/quiz" /usr/local/bin/quiz
install_front
invite_admin
start_units
remove_old_environments
say "done: https://$HOST"
