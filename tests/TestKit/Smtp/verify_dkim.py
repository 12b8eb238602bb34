"""Checks the DKIM signature of a mail with dkimpy, which shares no code with the service.

    verify_dkim.py NAME RECORD <mail

NAME and RECORD stand in for the DNS: only that name has a TXT record. Prints `valid` or `invalid`.
"""

import sys

import dkim


def main():
    name, record = sys.argv[1].encode(), sys.argv[2].encode()

    def look_up(asked, timeout=5):
        return record if asked.rstrip(b".") == name else None

    print("valid" if dkim.verify(sys.stdin.buffer.read(), dnsfunc=look_up) else "invalid")


if __name__ == "__main__":
    main()
