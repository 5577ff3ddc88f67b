"""Verifies every DKIM signature of the message on standard input, and prints one line for each.

Each argument is NAME=TEXT: a TXT record. No name server is asked.
"""
import sys

import dkim

records = dict(argument.split("=", 1) for argument in sys.argv[1:])


def txt(name, timeout=5):
    name = name.decode() if isinstance(name, bytes) else name
    return records.get(name.rstrip("."), "").encode()


message = sys.stdin.buffer.read()
count = sum(1 for name, _ in dkim.rfc822_parse(message)[0] if name.lower() == b"dkim-signature")
for index in range(count):
    verifier = dkim.DKIM(message, minkey=2048)
    try:
        good = verifier.verify(idx=index, dnsfunc=txt)
        reason = "" if good else "does not verify"
    except dkim.DKIMException as fault:
        good, reason = False, str(fault)
    fields = verifier.signature_fields
    signer = " ".join(fields.get(tag, b"").decode() for tag in (b"a", b"d"))
    print(("pass " if good else "fail ") + signer + (" " + reason if reason else ""))
