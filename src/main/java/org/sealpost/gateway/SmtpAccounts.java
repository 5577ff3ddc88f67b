package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jboss.logging.Logger;
import org.sealpost.audit.AccessEvent;
import org.sealpost.audit.Actor;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.mail.PracticeId;
import org.sealpost.practice.Account;
import org.sealpost.practice.AccountDirectory;
import org.sealpost.practice.Login;
import org.sealpost.practice.PasswordVerifier;
import org.sealpost.seal.Keystore;
import org.sealpost.seal.SealException;
import org.sealpost.smtp.server.auth.AccountName;
import org.sealpost.smtp.server.auth.Authenticator;
import org.sealpost.smtp.server.auth.Mechanism;
import org.sealpost.smtp.server.auth.ScramCredential;

/** The practices' accounts, as the receiving server asks for them. */
@Singleton
final class SmtpAccounts implements Authenticator {

    private static final Logger LOG = Logger.getLogger(SmtpAccounts.class);
    private static final String WHERE = "smtp";

    private static final int DENIALS_A_WINDOW = 20;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** Kinds of names in a certificate (RFC 5280 section 4.2.1.6). */
    private static final int RFC822_NAME = 1;

    private static final int DNS_NAME = 2;

    private final AccountDirectory accounts;
    private final AuditLog audit;
    private final SecretKey key;
    private long windowBegan = System.nanoTime();
    private int denials;

    SmtpAccounts(AccountDirectory accounts, AuditLog audit, Keystore keystore) throws SealException {
        this.accounts = accounts;
        this.audit = audit;
        this.key = keystore.key(Keystore.PSEUDONYMS);
    }

    /** The account that has signed in on a connection, unless it was disabled since. */
    Optional<Account> signedIn(AccountName name) {
        return Login.find(name.value()).flatMap(accounts::signedIn);
    }

    @Override
    public ScramCredential credential(String login) {
        Optional<Account> account = find(login);
        PasswordVerifier verifier = account.map(Account::verifier).orElseGet(() -> nobody(login));
        return new ScramCredential(
                account.filter(one -> !one.disabled()).map(SmtpAccounts::name),
                verifier.salt(),
                verifier.iterations(),
                verifier.storedKey(),
                verifier.serverKey());
    }

    @Override
    public Optional<AccountName> withPassword(String login, char[] password) {
        Optional<Account> account = find(login);
        boolean right =
                account.map(Account::verifier).orElseGet(() -> nobody(login)).isOf(password);
        return account.filter(one -> right && !one.disabled()).map(SmtpAccounts::name);
    }

    @Override
    public Optional<AccountName> withCertificate(X509Certificate certificate) {
        try {
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
            return accounts.signingIn(sha256, names(certificate))
                    .filter(account -> !account.disabled())
                    .map(SmtpAccounts::name);
        } catch (CertificateEncodingException | CertificateParsingException unreadable) {
            return Optional.empty();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK lacks SHA-256", missing);
        }
    }

    @Override
    public void signedIn(InetAddress client, AccountName name, Mechanism mechanism) {
        signedIn(name)
                .ifPresent(account -> audit.commitEventually(List.of(AuditEvent.of(
                        account.practice(),
                        new AccessEvent.SignedIn(
                                Actor.staff("account:" + account.id()),
                                WHERE,
                                mechanism.key().toLowerCase(Locale.ROOT))))));
    }

    @Override
    public void denied(InetAddress client, String why) {
        LOG.warnf("A client at %s was not signed in: %s.", client.getHostAddress(), why);
        if (!mayRecordDenial(System.nanoTime())) {
            return;
        }
        audit.commitEventually(
                List.of(AuditEvent.of(PracticeId.DEFAULT, new AccessEvent.Denied(Optional.empty(), WHERE, why))));
    }

    /** Anyone can be kept out as often as they like: enough is recorded to see it, too little to fill the disk. */
    private synchronized boolean mayRecordDenial(long now) {
        if (now - windowBegan > WINDOW.toNanos()) {
            windowBegan = now;
            denials = 0;
        }
        return ++denials <= DENIALS_A_WINDOW;
    }

    private Optional<Account> find(String login) {
        return Login.find(login).flatMap(accounts::signingIn);
    }

    /** The salt follows from the login, so that asking twice tells nothing. No practice's id has a space. */
    private PasswordVerifier nobody(String login) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return PasswordVerifier.ofNobody(
                    mac.doFinal(("salt of nobody " + login.toLowerCase(Locale.ROOT)).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK lacks HMAC-SHA-256", missing);
        }
    }

    private static AccountName name(Account account) {
        return new AccountName(account.login().value());
    }

    private static List<String> names(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        List<String> names = new ArrayList<>();
        if (alternatives != null) {
            for (List<?> one : alternatives) {
                if (one.get(0) instanceof Integer kind
                        && (kind == RFC822_NAME || kind == DNS_NAME)
                        && one.get(1) instanceof String name) {
                    names.add(name.toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }
}
