#!/usr/bin/python3
"""An incoming webhook on loopback that answers what it is told.

    hook_server.py DIR PATH [--port PORT] [--cert FILE --key FILE]

What told.py says. A request's word is a status, with the Retry-After in seconds and the body behind colons (429:1,
404::no_service); "dies" reads all and closes, "holds" is 200 when DIR/go is there; else it is 200. DIR/N.json is what was
taken; the log has a line for each request: method, whether the path is right, type, word."""

import argparse
import http.server
import time

import told


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def do_POST(self):
        server = self.server
        body = self.rfile.read(int(self.headers["Content-Length"]))
        word = server.next_word()
        right = self.path == server.path
        server.note(f"{self.command} {'right' if right else 'wrong'} {self.headers['Content-Type']} {word}")
        if word == "dies":
            self.close_connection = True
            self.connection.close()
            return
        while word == "holds" and not (server.dir / "go").exists():
            time.sleep(0.01)
        status, wait, text = (("200" if word == "holds" else word) + "::").split(":")[:3]
        if status == "200":
            server.keep(json=body)
        text = text or ("ok" if status == "200" else "")
        self.send_response(int(status))
        if wait:
            self.send_header("Retry-After", wait)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())


class Server(told.Told, http.server.ThreadingHTTPServer):
    def __init__(self, options):
        self.path = options.path
        self.tell(options.dir, "200", options.cert, options.key)
        super().__init__(("127.0.0.1", int(options.port or 0)), Handler)
        if self.context:
            self.socket = self.context.wrap_socket(self.socket, server_side=True)


def main():
    parser = argparse.ArgumentParser()
    for name in ("dir", "path", "--port", "--cert", "--key"):
        parser.add_argument(name)
    Server(parser.parse_args()).serve()


if __name__ == "__main__":
    main()
