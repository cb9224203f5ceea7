# fetch-source.sh PACKAGE FOLDER: unpacks the source package of PACKAGE into FOLDER, from where this
# machine gets its packages; what apt-get remembers stays as it is.
set -eu
mkdir -p "$2"
cd "$2"
folder=$PWD
mkdir -p parts lists/partial cache/archives/partial
for list in /etc/apt/sources.list.d/*.sources; do
  [ ! -r "$list" ] || sed 's/^Types:.*/Types: deb-src/' "$list" >"parts/${list##*/}"
done
for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
  [ ! -r "$list" ] || sed -n 's/^deb /deb-src /p' "$list" >"parts/${list##*/}.list"
done
cat >apt.conf <<END
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "$folder/parts";
Dir::State::Lists "$folder/lists";
Dir::Cache "$folder/cache";
APT::Sandbox::User "";
END
export APT_CONFIG=$folder/apt.conf
apt-get -q update
apt-get -q source --download-only "$1"
for archive in "$1"_*.tar.*; do
  tar -xf "$archive" --strip-components=1 --one-top-level=source
done
