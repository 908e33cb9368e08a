#!/usr/bin/env python3
"""Reads every test vector of docs/formats.md without any code of Coax.

Needs the package `cryptography`. It is also the shortest complete description of the formats.
"""
import base64
import hashlib
import json
import pathlib
import struct

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, keywrap
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.concatkdf import ConcatKDFHash
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

HERE = pathlib.Path(__file__).parent
SEGMENT, HEADER = 65536, 40


def load(name):
    return json.loads((HERE / name).read_text())


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def associated_data(title_id, version, key_id, media_type):
    out = b"coax-sealed-1"
    for field in (f"{title_id}/{version}", key_id, media_type):
        utf8 = field.encode()
        out += struct.pack(">H", len(utf8)) + utf8
    return out


def unseal(sealed, content_key, aad):
    assert sealed[0] == HEADER
    salt, prefix = sealed[1:33], sealed[33:40]
    file_key = AESGCM(HKDF(hashes.SHA256(), 32, salt, aad).derive(content_key))
    segments = -(-len(sealed) // SEGMENT)
    plain = b""
    for i in range(segments):
        segment = sealed[HEADER if i == 0 else i * SEGMENT : (i + 1) * SEGMENT]
        nonce = prefix + struct.pack(">IB", i, i == segments - 1)
        plain += file_key.decrypt(nonce, segment, None)
    return plain


def public_numbers(jwk):
    x, y = (int.from_bytes(decode(jwk[c]), "big") for c in "xy")
    return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1())


def thumbprint(jwk):
    required = {name: jwk[name] for name in ("crv", "kty", "x", "y")}
    canonical = json.dumps(required, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(hashlib.sha256(canonical).digest()).rstrip(b"=").decode()


def verify(jws, typ, jwk):
    head, payload, signature = jws.split(".")
    header, raw = json.loads(decode(head)), decode(signature)
    assert header["alg"] == "ES256" and header["typ"] == typ and len(raw) == 64
    r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    public_numbers(jwk).public_key().verify(
        utils.encode_dss_signature(r, s), f"{head}.{payload}".encode(), ec.ECDSA(hashes.SHA256()))
    return json.loads(decode(payload))


def unwrap(jwe, device):
    head, wrapped, iv, ciphertext, tag = jwe.split(".")
    header = json.loads(decode(head))
    assert header["alg"] == "ECDH-ES+A256KW" and header["enc"] == "A256GCM"
    assert header["kid"] == thumbprint(device)
    private = ec.EllipticCurvePrivateNumbers(
        int.from_bytes(decode(device["d"]), "big"), public_numbers(device)).private_key()
    secret = private.exchange(ec.ECDH(), public_numbers(header["epk"]).public_key())
    algorithm = header["alg"].encode()
    info = struct.pack(">I", len(algorithm)) + algorithm + struct.pack(">III", 0, 0, 256)
    kek = ConcatKDFHash(hashes.SHA256(), 32, info).derive(secret)
    cek = keywrap.aes_key_unwrap(kek, decode(wrapped))
    return header["content_key_id"], AESGCM(cek).decrypt(
        decode(iv), decode(ciphertext) + decode(tag), head.encode())


def main():
    sealed, documents, device = load("sealed.json"), load("documents.json"), load("device-key.json")
    issuer = load("issuer-jwks.json")["keys"][0]
    aad = associated_data(
        sealed["titleId"], sealed["assetVersion"], sealed["keyId"], sealed["mediaType"])
    assert aad.hex() == sealed["associatedData"]
    for name, expected in sealed["files"].items():
        plain = unseal((HERE / name).read_bytes(), bytes.fromhex(sealed["contentKey"]), aad)
        assert len(plain) == expected["plainBytes"]
        assert hashlib.sha256(plain).hexdigest() == expected["plainSha256"]

    manifest = verify(documents["manifest"], "coax-manifest+jwt", issuer)
    token = verify(documents["entitlementToken"], "coax-entitlement+jwt", issuer)
    licence = verify(documents["license"], "coax-license+jwt", issuer)
    ticket = verify(documents["ticket"], "coax-ticket+jwt", issuer)
    time = verify(documents["time"], "coax-time+jwt", issuer)
    proof_key = json.loads(decode(documents["proof"].split(".")[0]))["jwk"]
    proof = verify(documents["proof"], "dpop+jwt", proof_key)
    assert token["aud"] == "license-service" and ticket["aud"] == "tracker"
    assert proof["htm"] == documents["proofMethod"] and proof["htu"] == documents["proofUri"]
    assert time["nonce"] == proof["jti"]
    for bound in (token, licence, ticket, time):
        assert bound["cnf"]["jkt"] == thumbprint(device) == thumbprint(proof_key)

    key_id, content_key = unwrap(licence["wrapped_key"], device)
    assert key_id == licence["key_id"] == manifest["key_id"] == sealed["keyId"]
    film = (HERE / f"sealed-{manifest['plain_bytes']}.bin").read_bytes()
    assert len(film) == manifest["sealed_bytes"]
    assert hashlib.sha256(unseal(film, content_key, aad)).hexdigest() == manifest["plain_sha256"]

    for what, vector in load("refused.json").items():
        if vector["reason"] == "BAD_SIGNATURE":
            try:
                verify(vector["ticket"], "coax-ticket+jwt", issuer)
            except (AssertionError, InvalidSignature, ValueError):
                continue
            raise AssertionError(f"accepted: {what}")
    print("all vectors hold")


main()
