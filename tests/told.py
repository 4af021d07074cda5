"""A server for a test that does what it is told: words in DIR/behave, one used up by each who comes, but the last, which
stands for all that follow. Its port is in DIR/port, what it took in DIR/N.*, N from 1, what it saw in DIR/log."""

import os
import pathlib
import ssl
import threading


class Told:
    daemon_threads = allow_reuse_address = True

    def tell(self, folder, otherwise, cert, key):
        self.dir, self.otherwise, self.context = pathlib.Path(folder), otherwise, None
        self.lock, self.kept = threading.Lock(), 0
        if cert:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(cert, key)

    def next_word(self):
        file = self.dir / "behave"
        with self.lock:
            words = file.read_text().split() if file.exists() else [self.otherwise]
            if len(words) > 1:
                file.write_text(" ".join(words[1:]))
            return words[0]

    def note(self, text):
        with self.lock, open(self.dir / "log", "a") as f:
            f.write(text + "\n")

    def keep(self, **files):
        with self.lock:
            self.kept += 1
            for end, data in files.items():
                (self.dir / f"{self.kept}.{end}").write_bytes(data)

    def serve(self):
        beside = self.dir / "port.new"
        beside.write_text(str(self.server_address[1]))
        os.rename(beside, self.dir / "port")
        self.serve_forever()
