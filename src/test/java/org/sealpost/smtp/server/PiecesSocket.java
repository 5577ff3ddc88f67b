package org.sealpost.smtp.server;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.sealpost.smtp.Pieces;

/** A client whose octets are known beforehand, for a session that runs without a network. */
final class PiecesSocket extends Socket {

    private final Pieces pieces;
    private final ByteArrayOutputStream replies = new ByteArrayOutputStream();

    PiecesSocket(Pieces pieces) {
        this.pieces = pieces;
    }

    /** What the server has said. */
    String replies() {
        return replies.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public InputStream getInputStream() {
        return pieces;
    }

    @Override
    public OutputStream getOutputStream() {
        return replies;
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public int getPort() {
        return 2525;
    }

    @Override
    public void setSoTimeout(int millis) {
        // Its octets are here already.
    }

    @Override
    public void shutdownOutput() {
        // Nobody waits for the end.
    }
}
