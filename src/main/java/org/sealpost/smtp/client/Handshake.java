package org.sealpost.smtp.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.util.Base64;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.sealpost.mail.Alarm;
import org.sealpost.smtp.Reply;
import org.sealpost.smtp.client.SmtpFailure.CredentialsRefused;
import org.sealpost.smtp.client.SmtpFailure.Unproven;
import org.sealpost.smtp.client.SmtpFailure.Unreachable;

/**
 * From nothing to a connection on which a transaction may begin: greeting, EHLO, STARTTLS, EHLO again, AUTH; at a port
 * for that, TLS first.
 */
final class Handshake {

    private static final String[] TLS_VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final Peer peer;
    private final NextHop nextHop;
    private final TlsLevel level;
    private final Approach approach;
    private final ClientSettings settings;
    private final boolean implicitTls;

    Handshake(Peer peer, Approach approach, ClientSettings settings) {
        this(peer, approach, settings, peer.nextHop().speaksTlsAtOnce());
    }

    /** @param implicitTls whether TLS comes before the greeting (RFC 8314) */
    Handshake(Peer peer, Approach approach, ClientSettings settings, boolean implicitTls) {
        this.implicitTls = implicitTls;
        this.peer = peer;
        this.nextHop = peer.nextHop();
        TlsLevel demanded = peer.identity().least();
        this.level = demanded.compareTo(approach.level()) > 0 ? demanded : approach.level();
        this.approach = approach;
        this.settings = settings;
    }

    /** STARTTLS came to nothing, and it may be otherwise another time. */
    private static final class NoTlsNow extends IOException {
        private static final long serialVersionUID = 1L;

        private NoTlsNow(IOException why) {
            super(reason(why), why);
        }
    }

    SmtpConnection connect() throws SmtpFailure {
        if (peer.identity() instanceof Identity.Forbidden(String why)) {
            throw new Unproven(nextHop + " is not used: " + why);
        }
        if (peer.identity() instanceof Identity.Unknown(String why)) {
            throw new Unreachable(nextHop + " is not used now: " + why);
        }
        try {
            return connect(level != TlsLevel.NONE);
        } catch (Unproven failed) {
            if (!mayGoInClear()) {
                throw failed;
            }
            // RFC 7435: whoever may go in clear anyway loses nothing by it when the handshake fails.
            return connect(false);
        } catch (Unreachable failed) {
            if (!(failed.getCause() instanceof NoTlsNow) || !mayGoInClear() || !approach.clearWillDo()) {
                throw failed;
            }
            // The same. But the next message may need the TLS that is only away.
            return connect(false).onlyOnce();
        }
    }

    /**
     * Credentials are never sent in clear, so that with them there is nothing to go back to; nor where TLS comes first.
     */
    private boolean mayGoInClear() {
        return level == TlsLevel.OPPORTUNISTIC && settings.credentials().isEmpty() && !implicitTls;
    }

    private SmtpConnection connect(boolean wantTls) throws SmtpFailure {
        Wire wire = null;
        try {
            wire = connected();
            SmtpConnection connection =
                    implicitTls ? underTls(wire, handshake(wire)) : greetedAndSecured(wire, wantTls);
            wire = null;
            return connection;
        } catch (IOException lost) {
            throw new Unreachable(nextHop + " did not complete the greeting: " + reason(lost), lost);
        } finally {
            if (wire != null) {
                wire.drop();
            }
        }
    }

    private SmtpConnection greetedAndSecured(Wire wire, boolean wantTls) throws IOException, SmtpFailure {
        awaitGreeting(wire);
        Capabilities capabilities = hello(wire);
        if (!wantTls || !capabilities.startTls()) {
            if (level.compareTo(TlsLevel.REQUIRED) >= 0) {
                throw Unproven.withoutTls(nextHop + " offers no STARTTLS");
            }
            if (settings.credentials().isPresent()) {
                throw new Unproven(nextHop + " offers no TLS, and credentials are never sent in clear:"
                        + " use a relay with STARTTLS, or remove sealpost.relay.username");
            }
            String why = capabilities.startTls() ? "STARTTLS was not used" : "the next hop offers no STARTTLS";
            return new SmtpConnection(peer, wire, capabilities, new TlsProof.Clear(why), settings);
        }
        SSLSocket tls;
        try {
            tls = startTls(wire);
        } catch (IOException lost) {
            throw new NoTlsNow(lost);
        }
        return underTls(wire, tls);
    }

    private SmtpConnection underTls(Wire wire, SSLSocket tls) throws IOException, SmtpFailure {
        Wire secured = new Wire(tls, wire.socket());
        boolean done = false;
        try {
            TlsProof proof = proof(tls.getSession());
            if (implicitTls) {
                awaitGreeting(secured);
            }
            Capabilities under = hello(secured);
            authenticate(secured, under);
            done = true;
            return new SmtpConnection(peer, secured, under, proof, settings);
        } finally {
            if (!done) {
                secured.drop();
            }
        }
    }

    private void awaitGreeting(Wire wire) throws IOException, SmtpFailure {
        Reply greeting = wire.reply(approach.patience());
        if (greeting.code() != 220) {
            // RFC 5321 section 3.1: a 554 greeting is a server that takes no mail now; another day it may.
            throw new Unreachable(nextHop + " greeted with " + greeting.code());
        }
    }

    /** The first address of the host that answers. */
    private Wire connected() throws Unreachable {
        IOException last = new IOException("the host has no address");
        try {
            for (InetAddress address : addresses()) {
                Socket socket = new Socket();
                try {
                    socket.setTcpNoDelay(true);
                    socket.connect(
                            new InetSocketAddress(address, nextHop.port()),
                            Math.toIntExact(settings.connectTimeout().toMillis()));
                    return new Wire(socket, socket);
                } catch (IOException unreachable) {
                    socket.close();
                    last = unreachable;
                }
            }
        } catch (UnknownHostException unknown) {
            last = new IOException("the host's name has no address", unknown);
        } catch (IOException unreachable) {
            last = unreachable;
        }
        throw new Unreachable("no connection to " + nextHop + ": " + reason(last), last);
    }

    private InetAddress[] addresses() throws UnknownHostException {
        return peer.address().isPresent()
                ? new InetAddress[] {peer.address().get()}
                : InetAddress.getAllByName(nextHop.host());
    }

    private Capabilities hello(Wire wire) throws IOException, SmtpFailure {
        Reply extended = wire.ask("EHLO " + settings.heloName(), approach.patience());
        if (extended.isPositive()) {
            return Capabilities.parse(
                    extended.lines().subList(1, extended.lines().size()));
        }
        if (!extended.isPermanent()) {
            throw new Unreachable(nextHop + " answered EHLO with " + extended.code());
        }
        Reply plain = wire.ask("HELO " + settings.heloName(), approach.patience());
        if (!plain.isPositive()) {
            throw new Unreachable(nextHop + " answered HELO with " + plain.code());
        }
        return Capabilities.none();
    }

    /** RFC 3207. Octets that came with the 220 were not protected: the connection is dropped (CVE-2011-0411). */
    private SSLSocket startTls(Wire wire) throws IOException, SmtpFailure {
        Reply ready = wire.ask("STARTTLS", approach.patience());
        if (ready.code() != 220) {
            if (ready.isTemporary()) {
                throw new IOException("STARTTLS was answered with " + ready.code());
            }
            throw Unproven.withoutTls(nextHop + " refused STARTTLS with " + ready.code());
        }
        if (wire.hasUnreadOctets()) {
            throw new Unproven(nextHop + " sent octets in clear behind its answer to STARTTLS");
        }
        return handshake(wire);
    }

    private SSLSocket handshake(Wire wire) throws IOException, SmtpFailure {
        var context = isStrict() ? settings.trust().strict() : settings.trust().lenient();
        SSLSocket tls = (SSLSocket)
                context.getSocketFactory().createSocket(wire.socket(), nextHop.host(), nextHop.port(), true);
        SSLParameters parameters = tls.getSSLParameters();
        // The same check of names as for HTTPS (RFC 2818, 9525): JSSE has no other for host names.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(TLS_VERSIONS);
        tls.setSSLParameters(parameters);
        tls.setSoTimeout(Math.toIntExact(settings.connectTimeout().toMillis()));
        try (Alarm guard = wire.guard(settings.connectTimeout())) {
            tls.startHandshake();
            return tls;
        } catch (SSLException failed) {
            if (isLostConnection(failed)) {
                throw failed;
            }
            throw new Unproven("TLS with " + nextHop + " failed: " + reason(failed), failed);
        }
    }

    /** A peer that hangs up in the middle proves nothing either way. */
    private static boolean isLostConnection(SSLException failed) {
        return failed.getCause() instanceof EOFException
                || failed.getCause() instanceof java.net.SocketException
                || failed.getCause() instanceof java.net.SocketTimeoutException;
    }

    /** RFC 4954. A refusal is the operator's matter, not the message's: it waits until the credentials are right. */
    private void authenticate(Wire wire, Capabilities capabilities) throws IOException, SmtpFailure {
        if (settings.credentials().isEmpty()) {
            return;
        }
        RelayCredentials credentials = settings.credentials().get();
        Reply reply;
        if (capabilities.auth().contains("PLAIN")) {
            reply = wire.ask(
                    "AUTH PLAIN " + base64("\0" + credentials.username() + "\0" + credentials.password()),
                    approach.patience());
        } else if (capabilities.auth().contains("LOGIN")) {
            reply = wire.ask("AUTH LOGIN", approach.patience());
            if (reply.code() == 334) {
                reply = wire.ask(base64(credentials.username()), approach.patience());
            }
            if (reply.code() == 334) {
                reply = wire.ask(base64(credentials.password()), approach.patience());
            }
        } else {
            throw new Unreachable(nextHop + " offers neither AUTH PLAIN nor LOGIN: remove sealpost.relay.username,"
                    + " or use a relay that offers one");
        }
        if (reply.isTemporary()) {
            throw new Unreachable(nextHop + " answered AUTH with " + reply.code());
        }
        if (reply.code() != 235) {
            throw new CredentialsRefused(nextHop + " refused the credentials with " + reply.code()
                    + ": correct sealpost.relay.username and sealpost.relay.password");
        }
    }

    /** Before anything is said under TLS: what does not prove what was demanded is hung up on. */
    private TlsProof proof(SSLSession session) throws IOException, SmtpFailure {
        TlsProof proof = new IdentityCheck(peer, settings.trust()).of(session, isStrict());
        if (level == TlsLevel.VERIFIED && proof instanceof TlsProof.Unverified unverified) {
            throw new Unproven(nextHop + " does not prove who it is: " + unverified.why());
        }
        return proof;
    }

    /** Whether the handshake itself fails without PKIX and the host's name. Other proofs are looked at after it. */
    private boolean isStrict() {
        return level == TlsLevel.VERIFIED && peer.identity() instanceof Identity.OwnName;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return String.valueOf(cause.getMessage());
            }
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
