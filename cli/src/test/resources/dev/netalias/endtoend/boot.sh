#!/usr/bin/env bash
# Boots systemd as process 1 of namespaces of its own, on a root file system of its own that holds
# of this one only /usr, read-only. FOLDER/pid is its number once it is there; it ends when standard
# input does.
#   boot.sh FOLDER FROM:TO...
# What is at FROM is at TO in the new root, for reading; FOLDER/share is at /share, where setup.sh
# is run before systemd starts.
set -euo pipefail
stage=${stage:-begin} folder=$1 self=$(readlink -f "$0") root=$1/root

case $stage in
  begin)
    mkdir -p "$root" "$folder/cgroup"
    stage=cgroup exec unshare --mount --propagation private bash "$self" "$@"
    ;;

  cgroup) # one of its own, as systemd takes its cgroup for the root of them all
    mount -t cgroup2 none "$folder/cgroup"
    own=$folder/cgroup/netalias-test-$$
    mkdir "$own"
    echo $$ >"$own/cgroup.procs"
    stage=root unshare --fork --kill-child --pid --mount --net --ipc --uts --cgroup \
      bash "$self" "$@" </dev/null &
    cat >/dev/null || true
    kill -9 $! 2>/dev/null || true
    wait || true
    echo $$ >"$folder/cgroup/cgroup.procs"
    for ((i = 0; i < 100; i++)); do
      find "$own" -depth -type d -exec rmdir {} + 2>/dev/null && break
      sleep 0.1
    done
    ;;

  root)
    read -r pid _ </proc/self/stat # as this /proc is still that of outside
    mount --make-rprivate /
    mount -t tmpfs none "$root"
    cd "$root"
    mkdir -p etc/systemd/system opt tmp var/lib run proc sys dev/pts dev/shm usr old units
    mount --bind /usr usr
    mount -o remount,ro,bind usr
    for name in bin sbin lib lib64; do ln -s "usr/$name" "$name"; done
    cp -a /etc/{passwd,group,nsswitch.conf,ld.so.cache,ld.so.conf*,alternatives} etc
    echo 0123456789abcdef0123456789abcdef >etc/machine-id
    mount -t proc proc proc
    mount -t sysfs sysfs sys
    mount -t cgroup2 none sys/fs/cgroup
    mount -t tmpfs none run
    mount -t devpts -o newinstance devpts dev/pts
    for name in null zero full random urandom tty; do
      : >"dev/$name"
      mount --bind "/dev/$name" "dev/$name"
    done
    : >"$folder/console"
    : >dev/console
    mount --bind "$folder/console" dev/console
    ln -s /proc/self/fd dev/fd
    # Nothing of what a whole system starts: only the order of its stages.
    for name in basic sysinit multi-user network network-pre network-online shutdown timers \
      sockets paths slices umount final; do
      cp "/usr/lib/systemd/system/$name.target" units
    done
    for pair in "${@:2}"; do
      mkdir -p ".${pair#*:}"
      mount --bind "${pair%%:*}" ".${pair#*:}"
      mount -o remount,ro,bind ".${pair#*:}"
    done
    mkdir share
    mount --bind "$folder/share" share
    pivot_root . old
    cd /
    umount -l old
    export PATH=/usr/sbin:/usr/bin container=netalias-test
    bash /share/setup.sh
    echo "$pid" >"/share/pid"
    export SYSTEMD_UNIT_PATH=/etc/systemd/system:/units SYSTEMD_GENERATOR_PATH=/nonexistent
    exec /lib/systemd/systemd --system --unit=multi-user.target --show-status=no \
      --log-target=console --log-level=info </dev/null >/dev/console 2>&1
    ;;
esac
