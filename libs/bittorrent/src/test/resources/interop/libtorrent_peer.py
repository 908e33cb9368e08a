"""libtorrent as a foreign peer: seed TORRENT DIR, or get TORRENT|MAGNET DIR (and serve what it has). Says where it listens."""
import sys
import time

import libtorrent as lt

mode, torrent, directory = sys.argv[1:4]
session = lt.session({
    "listen_interfaces": "127.0.0.1:0",
    "enable_dht": False, "enable_lsd": False, "enable_upnp": False, "enable_natpmp": False,
    "enable_outgoing_utp": False, "enable_incoming_utp": False,
    "in_enc_policy": 2, "out_enc_policy": 2,
    "allow_multiple_connections_per_ip": True, "alert_mask": lt.alert.category_t.storage_notification,
})
if torrent.startswith("magnet:"):
    params = lt.parse_magnet_uri(torrent)
else:
    params = lt.add_torrent_params()
    params.ti = lt.torrent_info(torrent)
params.save_path = directory
params.flags &= ~lt.torrent_flags.auto_managed
params.flags &= ~lt.torrent_flags.paused
handle = session.add_torrent(params)


def until(done):
    while not done(handle.status()):
        if handle.status().errc.value():
            sys.exit(handle.status().errc.message())
        time.sleep(0.02)


checking = (lt.torrent_status.checking_files, lt.torrent_status.checking_resume_data)
until(lambda s: s.state not in checking)
if mode == "seed" and not handle.status().is_seeding:
    sys.exit("the files are not complete")
print("listening 127.0.0.1:%d" % session.listen_port(), flush=True)
for peer in sys.argv[4:]:
    host, port = peer.rsplit(":", 1)
    handle.connect_peer((host, int(port)))
until(lambda s: s.is_seeding)
if mode == "get":
    # Complete is what libtorrent has in memory: the files are looked at once this process is gone.
    handle.flush_cache()
    flushed = False
    while not flushed:
        session.wait_for_alert(1000)
        flushed = any(isinstance(alert, lt.cache_flushed_alert) for alert in session.pop_alerts())
print("complete", flush=True)
sys.stdin.read()
