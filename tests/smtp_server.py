#!/usr/bin/python3
"""A mail server on loopback that does what it is told.

    smtp_server.py DIR [--cert FILE --key FILE] [--implicit] [--user NAME --password WORD]

What told.py says; a connection's word is one of these, and else "take". DIR/N.eml is a mail that it took, DIR/N.json
{"from","to","tls","user"}; the log has a line for each command, in small letters, and data. for the end of a mail.

    take      takes what comes            busy      451 behind the data      never     554 behind the data
    hushed    closes before it greets     dies      gets all of the data, and closes before it answers
    takes     takes it, and dies then     breaks    closes while the data comes
    grey      450 to each address         nobody    550 to the last address  bare      offers no STARTTLS
    holds     takes it when DIR/go is there"""

import argparse
import base64
import json
import socket
import socketserver
import time

import told


class Gone(Exception):
    pass


class Session:
    def __init__(self, server, connection, word):
        self.server, self.word, self.tls, self.user, self.sender, self.to = server, word, False, None, None, []
        self.take(connection)

    def take(self, connection):
        self.socket, self.lines = connection, connection.makefile("rb")

    def say(self, text):
        self.socket.sendall(text.encode() + b"\r\n")

    def secure(self):
        self.take(self.server.context.wrap_socket(self.socket, server_side=True))
        self.tls = True

    def run(self):
        if self.word == "hushed":
            return
        if self.server.options.implicit:
            self.secure()
        self.say("220 mail.example.com ready")
        while line := self.lines.readline():
            command, _, rest = line.decode("ascii").strip().partition(" ")
            self.server.note(command.lower())
            if command.upper() == "QUIT":
                self.say("221 bye")
                return
            getattr(self, "do_" + command.lower(), self.unknown)(rest)

    def unknown(self, rest):
        self.say("502 what?")

    def do_ehlo(self, rest):
        offers = ["mail.example.com", "8BITMIME", "SIZE 30000000"]
        if self.server.context and not self.tls and self.word != "bare":
            offers.append("STARTTLS")
        if self.server.options.user and self.tls:
            offers.append("AUTH PLAIN LOGIN")
        for offer in offers[:-1]:
            self.say("250-" + offer)
        self.say("250 " + offers[-1])

    def do_starttls(self, rest):
        self.say("220 go on")
        self.secure()

    def do_auth(self, rest):
        kind, _, first = rest.partition(" ")
        if not first:
            self.say("334 ")
            first = self.lines.readline().decode().strip()
        if kind == "PLAIN":
            user, password = base64.b64decode(first).decode().split("\0")[1:]
        else:
            user = base64.b64decode(first).decode()
            self.say("334 ")
            password = base64.b64decode(self.lines.readline()).decode()
        good = (user, password) == (self.server.options.user, self.server.options.password)
        self.user = user if good else None
        self.say("235 welcome" if good else "535 no")

    def do_mail(self, rest):
        if self.server.options.user and not self.user:
            self.say("530 log in first")
            return
        self.sender = rest.partition("<")[2].partition(">")[0]
        self.say("250 ok")

    def do_rcpt(self, rest):
        address = rest.partition("<")[2].partition(">")[0]
        if self.word == "grey":
            self.say("450 later")
        elif self.word == "nobody" and self.to:
            self.say("550 no such user")
        else:
            self.to.append(address)
            self.say("250 ok")

    def do_data(self, rest):
        self.say("354 go on")
        data = []
        while (line := self.lines.readline()) not in (b".\r\n", b""):
            if self.word == "breaks":
                raise Gone
            data.append(line[1:] if line.startswith(b".") else line)
        self.server.note("data.")
        if self.word == "dies":
            raise Gone
        if self.word in ("busy", "never"):
            self.say("451 later" if self.word == "busy" else "554 never")
            return
        while self.word == "holds" and not (self.server.dir / "go").exists():
            time.sleep(0.01)
        about = {"from": self.sender, "to": self.to, "tls": self.tls, "user": self.user}
        self.server.keep(eml=b"".join(data), json=json.dumps(about).encode())
        self.say("250 taken")
        if self.word == "takes":
            raise Gone


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        session = Session(self.server, self.request, self.server.next_word())
        try:
            session.run()
        except (Gone, OSError):
            pass
        finally:
            try:
                session.socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            session.socket.close()


class Server(told.Told, socketserver.ThreadingTCPServer):
    def __init__(self, options):
        self.options = options
        self.tell(options.dir, "take", options.cert, options.key)
        super().__init__(("127.0.0.1", 0), Handler)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dir")
    for name in ("--cert", "--key", "--user", "--password"):
        parser.add_argument(name)
    parser.add_argument("--implicit", action="store_true")
    Server(parser.parse_args()).serve()


if __name__ == "__main__":
    main()
