"""Vault files, written and read by docs/vault-file.md alone. JSON on standard input says what to do; JSON comes back."""

import base64
import hashlib
import json
import sys
import unicodedata

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id


def key_of(passphrase, kdf):
    return Argon2id(
        salt=base64.b64decode(kdf["salt"]),
        length=32,
        iterations=kdf["passes"],
        lanes=kdf["lanes"],
        memory_cost=kdf["memoryKib"],
    ).derive(unicodedata.normalize("NFKC", passphrase).encode("utf-8"))


def read(text, passphrase):
    first, second, third = text.split("\n")[:3]
    header = json.loads(first)
    assert header["format"] == "countersign-vault" and header["version"] == 1
    assert hashlib.sha256(f"{first}\n{second}\n".encode("utf-8")).hexdigest() == third
    sealed = base64.b64decode(second)
    assert len(sealed) == header["sealedBytes"]
    nonce = base64.b64decode(header["cipher"]["nonce"])
    content = AESGCM(key_of(passphrase, header["kdf"])).decrypt(nonce, sealed, first.encode("utf-8"))
    return content.decode("utf-8")


def write(content, passphrase, header):
    plain = content.encode("utf-8")
    header = {**header, "sealedBytes": len(plain) + 16}
    first = json.dumps(header, separators=(",", ":"), ensure_ascii=False)
    nonce = base64.b64decode(header["cipher"]["nonce"])
    sealed = AESGCM(key_of(passphrase, header["kdf"])).encrypt(nonce, plain, first.encode("utf-8"))
    second = base64.b64encode(sealed).decode("ascii")
    both = f"{first}\n{second}\n"
    return f"{both}{hashlib.sha256(both.encode('utf-8')).hexdigest()}\n"


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    if asked["do"] == "read":
        json.dump({"content": read(asked["file"], asked["passphrase"])}, sys.stdout)
    else:
        json.dump({"file": write(asked["content"], asked["passphrase"], asked["header"])}, sys.stdout)
