"""libtorrent as the peer beside us: create, check, seed, get. Plain TCP, no limits, no discovery."""
import os
import sys
import time

import libtorrent as lt


def session(port=0, upload=0):
    return lt.session({
        "listen_interfaces": "127.0.0.1:%d" % port,
        "enable_dht": False, "enable_lsd": False, "enable_upnp": False, "enable_natpmp": False,
        "enable_outgoing_utp": False, "enable_incoming_utp": False,
        "in_enc_policy": 2, "out_enc_policy": 2,
        "allow_multiple_connections_per_ip": True,
        "upload_rate_limit": upload, "download_rate_limit": 0,
        "aio_threads": 2, "hashing_threads": 2,
        "send_buffer_watermark": 3 * 1024 * 1024, "send_buffer_watermark_factor": 150,
        "max_out_request_queue": 1500, "max_allowed_in_request_queue": 2000,
        "unchoke_slots_limit": -1, "alert_mask": 0,
        "send_socket_buffer_size": 1 << 20, "recv_socket_buffer_size": 1 << 20,
    })


def add(ses, torrent, directory, have=False):
    params = lt.add_torrent_params()
    params.ti = lt.torrent_info(torrent)
    params.save_path = directory
    params.flags &= ~lt.torrent_flags.auto_managed
    params.flags &= ~lt.torrent_flags.paused
    if have:
        params.flags |= lt.torrent_flags.seed_mode
    return ses.add_torrent(params)


def create(content, torrent, version, piece_length):
    flags = {"v1": 64, "v2": 32, "hybrid": 0}[version]
    storage = lt.file_storage()
    lt.add_files(storage, content)
    maker = lt.create_torrent(storage, int(piece_length), flags)
    lt.set_piece_hashes(maker, os.path.dirname(os.path.abspath(content)))
    with open(torrent, "wb") as out:
        out.write(lt.bencode(maker.generate()))


def wait(handle, done):
    while True:
        status = handle.status()
        if status.errc.value():
            sys.exit(status.errc.message())
        if done(status):
            return
        time.sleep(0.005)


def check(torrent, directory):
    ses = session()
    handle = add(ses, torrent, directory)
    wait(handle, lambda s: s.state not in (lt.torrent_status.checking_files, lt.torrent_status.checking_resume_data))
    sys.exit(0 if handle.status().is_seeding else 1)


def seed(torrent, directory, upload):
    ses = session(upload=int(upload))
    add(ses, torrent, directory, have=True)
    print("listening 127.0.0.1:%d" % ses.listen_port(), flush=True)
    while True:
        time.sleep(60)


def get(torrent, directory, *peers):
    ses = session()
    handle = add(ses, torrent, directory)
    wait(handle, lambda s: s.state == lt.torrent_status.downloading)
    for peer in peers:
        host, port = peer.rsplit(":", 1)
        handle.connect_peer((host, int(port)))
    wait(handle, lambda s: s.is_seeding)
    os._exit(0)


def join(torrent, directory, port, *peers):
    """One of a swarm: says "complete" when it is, and stays to serve."""
    ses = session(port=int(port))
    handle = add(ses, torrent, directory)
    wait(handle, lambda s: s.state == lt.torrent_status.downloading)
    for peer in peers:
        host, other = peer.rsplit(":", 1)
        handle.connect_peer((host, int(other)))
    wait(handle, lambda s: s.is_seeding)
    print("complete", flush=True)
    while True:
        time.sleep(60)


{"create": create, "check": check, "seed": seed, "get": get, "join": join}[sys.argv[1]](*sys.argv[2:])
