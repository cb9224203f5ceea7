# A system that netalias is enabled on, as its administrator left it before the boot.
set -euo pipefail
ip link set lo up
ip link add eth0 type veth peer name peer0
ip link set eth0 up
ip link set peer0 up
mkdir -p /etc/netalias
echo 'devices: {eth0: [10.0.0.1/24, 10.0.0.2/24], late0: [10.5.0.1/24]}' >/etc/netalias/aliases.yaml
/opt/netalias/netalias enable -q

# What the network was when it counted as online, and what the units' programs may do.
cat >/etc/systemd/system/online.service <<END
[Unit]
Wants=network-online.target
After=network-online.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c 'ip -o -4 addr show dev eth0 >/share/online'
END
ln -s ../online.service /etc/systemd/system/multi-user.target.wants
mkdir /etc/systemd/system/netalias.service.d
cat >/etc/systemd/system/netalias.service.d/status.conf <<END
[Service]
ExecStartPost=/bin/cat /proc/self/status
StandardOutput=file:/run/status
END
