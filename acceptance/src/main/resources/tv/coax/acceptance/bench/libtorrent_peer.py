"""libtorrent as the peer beside us: create, check, seed, get, join, play, host. Plain TCP, no discovery."""
import os
import sys
import time

import libtorrent as lt


def session(port=0, upload=0, connections=200, playing=False):
    slow = upload > 0 or playing
    ses = lt.session({
        "listen_interfaces": "127.0.0.1:%d" % port,
        "enable_dht": False, "enable_lsd": False, "enable_upnp": False, "enable_natpmp": False,
        "enable_outgoing_utp": False, "enable_incoming_utp": False,
        "in_enc_policy": 2, "out_enc_policy": 2,
        "allow_multiple_connections_per_ip": True,
        "upload_rate_limit": upload, "download_rate_limit": 0, "connections_limit": connections,
        "aio_threads": 2, "hashing_threads": 2,
        # Deep queues where nothing limits; where something does they would only make an urgent block wait.
        "send_buffer_watermark": 128 * 1024 if slow else 3 * 1024 * 1024, "send_buffer_watermark_factor": 50 if slow else 150,
        "max_out_request_queue": 64 if playing else 1500, "max_allowed_in_request_queue": 2000,
        "request_queue_time": 1 if playing else 3,
        "unchoke_slots_limit": -1, "alert_mask": 0,
        "send_socket_buffer_size": 1 << 20, "recv_socket_buffer_size": 1 << 20,
    })
    # Else peers on this machine are not subject to the limits.
    everybody = lt.ip_filter()
    everybody.add_rule("0.0.0.0", "255.255.255.255", 1 << lt.session.global_peer_class_id)
    ses.set_peer_class_filter(everybody)
    return ses


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


def play(torrent, directory, peer, bytes_per_second, start_bytes, seconds):
    """A player: the same clock, reads, buffer and stalls as CoaxPlayer. In order, with deadlines for the next two pieces:
    pieces with a deadline are all of the highest priority and fetched in any order, so more of them would start later."""
    rate, start_bytes, seconds = float(bytes_per_second), int(start_bytes), float(seconds)
    read_bytes, ahead, frame = 256 * 1024, 2 << 20, 0.04
    buffer = (8 << 20) / rate
    ses = session(playing=True)
    handle = add(ses, torrent, directory)
    handle.set_flags(lt.torrent_flags.sequential_download)
    wait(handle, lambda s: s.state == lt.torrent_status.downloading)
    info = handle.torrent_file()
    length, piece_length = info.total_size(), info.piece_length()
    told = [0]
    stalls = [0, 0.0]

    def hurry(at):
        first = at // piece_length
        last = min(length, at + ahead) // piece_length - 1
        for piece in range(max(first, told[0]), last + 1):
            handle.set_piece_deadline(piece, int((piece - first) * piece_length / rate * 1000))
        told[0] = max(told[0], last + 1)

    def read(at):
        hurry(at)
        end = min(length, at + read_bytes)
        for piece in range(at // piece_length, (end - 1) // piece_length + 1):
            while not handle.have_piece(piece):
                time.sleep(0.002)
        return end - at

    def run(begin, asked):
        at = begin
        handle.clear_piece_deadlines()
        told[0] = 0
        while at < begin + start_bytes:
            at += read(at)
        moving = time.monotonic() - asked
        origin = time.monotonic()
        while at < length and at - begin < rate * seconds:
            due = origin + (at - begin) / rate
            time.sleep(max(0, due - buffer - time.monotonic()))
            at += read(at)
            late = time.monotonic() - due
            if late > frame:
                stalls[0] += 1
                stalls[1] += late
                origin += late
        return moving

    host, port = peer.rsplit(":", 1)
    connected = time.monotonic()
    handle.connect_peer((host, int(port)))
    start = run(0, connected)
    seek = run(length // 2, time.monotonic())
    print("played", start, seek, stalls[0], stalls[1], flush=True)
    os._exit(0)


def host(torrents, data):
    """Seeds all torrents of a directory."""
    ses = session(connections=2000)
    handles = [add(ses, os.path.join(torrents, name), data, have=True) for name in sorted(os.listdir(torrents))]
    while not all(handle.status().is_seeding for handle in handles):
        time.sleep(0.1)
    print("listening 127.0.0.1:%d" % ses.listen_port(), flush=True)
    while True:
        time.sleep(3600)


jobs = {"create": create, "check": check, "seed": seed, "get": get, "join": join, "play": play, "host": host}
jobs[sys.argv[1]](*sys.argv[2:])
