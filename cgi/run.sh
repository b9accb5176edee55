#!/bin/bash
# Usage: cgi/run.sh
# Bring the whole service up in the foreground: database, homevisitd under
# its supervisor, nginx before it.  Ctrl+C or SIGTERM stops all of it.
#
#   BIN            folder with the programs     (build/release)
#   WEB            folder with the pages        (build/web)
#   VAR            database, sockets, logs      (var)
#   PORT           of nginx; the next free one when taken; 0: any (8080)
#   DEMO_PASSWORD  of the demo logins           (random, kept in VAR)
#   HOMEVISITD     more options for homevisitd, e.g. "--streams 2000"
#   LISTEN         addresses                    (127.0.0.1 [::1])
set -u
cd "$(dirname "$0")/.." || exit 1
BIN=${BIN:-build/release}
WEB=$(realpath -m "${WEB:-build/web}")
VAR=$(realpath -m "${VAR:-var}")
PORT=${PORT:-8080}
db=$VAR/homevisit.db
socket=$VAR/run/homevisitd.sock
supervisor='' nginx=''

die()
{
	printf '%s\n' "homevisit: $*" >&2
	stop
	exit 1
}

# nginx first: it stops taking calls and finishes those it has; streams of
# events, which have no end, homevisitd hangs up.
stop()
{
	local pid

	for pid in $nginx; do
		kill -QUIT "$pid" 2>/dev/null &&
		    kill -HUP "$(cat "$VAR/homevisitd.pid" 2>/dev/null)" 2>/dev/null
	done
	for pid in $nginx; do wait "$pid" 2>/dev/null; done
	for pid in $supervisor; do kill -TERM "$pid" 2>/dev/null; done
	for pid in $supervisor; do wait "$pid" 2>/dev/null; done
	nginx='' supervisor=''
}

taken()
{
	(exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

pick_port()
{
	[[ $PORT =~ ^[0-9]{1,5}$ ]] && ((PORT <= 65535)) ||
	    die "PORT=$PORT is no port: give a number from 0 to 65535."
	if ((PORT == 0)); then # below those the kernel gives to callers
		PORT=$((20000 + RANDOM % 12000))
		while taken "$PORT"; do ((PORT++)); done
	fi
	while taken "$PORT"; do
		((PORT < 65535)) || die "no free port up to 65535."
		echo "Port $PORT is taken, trying $((PORT + 1))."
		((PORT++))
	done
}

make_folders()
{
	[[ $VAR != *[[:space:]\|\&]* ]] ||
	    die "VAR=$VAR: the path may not hold spaces, | or &."
	((${#socket} < 97)) ||
	    die "VAR=$VAR is too long for a socket: choose a shorter path."
	(umask 077 && mkdir -p "$VAR/run" "$VAR/log") 2>/dev/null &&
	    [ -w "$VAR" ] && [ -w "$VAR/run" ] && [ -w "$VAR/log" ] ||
	    die "cannot write below $VAR: choose another folder with VAR=…"
}

# The database with the sample data the first time; its newest schema always.
make_database()
{
	local kept=$VAR/demo-password

	[ -n "${DEMO_PASSWORD:-}" ] || DEMO_PASSWORD=$(cat "$kept" 2>/dev/null) ||
	    DEMO_PASSWORD=$(head -c 9 /dev/urandom | base64 | tr '+/' 'xy')
	(umask 077 && printf '%s\n' "$DEMO_PASSWORD" >"$kept") ||
	    die "cannot write $kept."
	export DEMO_PASSWORD
	if [ -e "$db" ]; then
		"$BIN/homevisit" --db "$db" migrate >/dev/null || die \
		    "the database $db cannot be used (see above)."
		"$BIN/homevisit" --db "$db" init --demo-users >/dev/null ||
		    die "the demo logins could not be set (see above)."
	else
		"$BIN/homevisit" --db "$db" init --sample --demo-users \
		    >/dev/null || die "the database could not be made (see above)."
	fi
}

# What is started here ends with this shell, however that ends.
start_service()
{
	# shellcheck disable=SC2086
	setsid setpriv --pdeathsig TERM \
	    "$BIN/homevisit-supervise" --socket "$socket" --watchdog 5 -- \
	    "$BIN/homevisitd" --db "$db" --pid-file "$VAR/homevisitd.pid" \
	    ${HOMEVISITD:-} 2>>"$VAR/log/homevisitd.log" &
	supervisor=$!
}

# The port is ours when nginx has a pid file: another program may be quicker.
start_nginx()
{
	local i pid=$VAR/run/nginx.pid

	# shellcheck disable=SC2086
	nginx/configure run "$VAR" "$WEB" "$PORT" ${LISTEN:-} ||
	    die "the nginx configuration could not be written."
	rm -f "$pid"
	setsid setpriv --pdeathsig TERM nginx -p "$VAR" \
	    -c "$VAR/run/nginx.conf" -e "$VAR/log/nginx-error.log" &
	nginx=$!
	for ((i = 0; i < 600; i++)); do
		[ -s "$pid" ] && return
		kill -0 "$nginx" 2>/dev/null || break
		sleep 0.05
	done
	return 1
}

answers()
{
	local line

	exec 3<>"/dev/tcp/127.0.0.1/$PORT" || return 1
	printf 'GET /readyz HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
	IFS= read -r -t 5 line <&3
	exec 3<&-
	[[ $line == *' 200 '* ]]
} 2>/dev/null

wait_ready()
{
	local i

	for ((i = 0; i < 600; i++)); do
		kill -0 "$supervisor" 2>/dev/null || die \
		    "homevisitd does not start: $(tail -n 1 "$VAR/log/homevisitd.log")"
		answers && return
		sleep 0.05
	done
	die "no answer after 30 s; see $VAR/log."
}

trap '' PIPE # whoever read what we say may be gone: stop all the same
trap 'echo; echo "Stopping."; stop; echo "Stopped."; exit 0' INT TERM HUP
PATH=$PATH:/usr/sbin
pick_port
make_folders
make_database
start_service
for ((tries = 0; ; tries++)); do
	start_nginx && break
	((tries < 3)) ||
	    die "nginx does not start: $(tail -n 1 "$VAR/log/nginx-error.log")"
	pick_port
done
wait_ready
cat <<END

  Homevisit runs at  http://localhost:$PORT

  Demo logins        operator, dispatcher, admin
  Password           $DEMO_PASSWORD

  Data and logs      $VAR
  Stop               Ctrl+C

END
echo "ready http://127.0.0.1:$PORT"
wait -n "$supervisor" "$nginx"
die "a part of the service ended by itself; see $VAR/log."
