package org.sealpost.admin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.sealpost.certificate.ExpiringAnchor;
import org.sealpost.certificate.ExpiringCertificate;
import org.sealpost.keys.PracticeKey;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.practice.PracticeSettings;

/**
 * What the console shows beside the explanation.
 *
 * @param practices every practice, to change between them
 * @param held how many messages wait for a person
 * @param next where older messages begin
 * @param expiring recipients' certificates that expire soon and have no successor
 * @param anchors authorities that the practice trusts, that expire soon and have no successor
 * @param installationAnchors authorities that every practice trusts, the same
 * @param keys the practice's own keys in use whose certificates expire soon, or have expired
 * @param notice what was just done, empty when nothing was
 */
record ConsoleView(
        PracticeSettings practice,
        List<PracticeSettings> practices,
        MessageFilter filter,
        Optional<MessageId> before,
        int held,
        List<ListedMessage> messages,
        Optional<MessageId> next,
        List<ExpiringCertificate> expiring,
        List<ExpiringAnchor> anchors,
        List<ExpiringAnchor> installationAnchors,
        List<PracticeKey> keys,
        String notice) {

    /** A certificate that expires soon, as a line. */
    record Expiry(String whose, String fingerprint, ShownTime at) {

        static Expiry of(ExpiringCertificate certificate) {
            List<String> addresses = certificate.addresses();
            String more = addresses.size() > 1 ? " and " + (addresses.size() - 1) + " more" : "";
            return new Expiry(
                    addresses.getFirst() + more,
                    certificate.fingerprint().value().substring(0, 16),
                    ShownTime.of(certificate.notAfter()));
        }
    }

    /** An authority that expires soon, as a line. */
    record AnchorEnd(String subject, String bundle, String fingerprint, ShownTime at) {

        static AnchorEnd of(ExpiringAnchor anchor) {
            return new AnchorEnd(
                    anchor.subject(),
                    anchor.bundle(),
                    anchor.fingerprint().value().substring(0, 16),
                    ShownTime.of(anchor.notAfter()));
        }
    }

    /** A key of the practice whose certificate ends, as a line. */
    record KeyEnd(String whose, String id, ShownTime at) {

        static KeyEnd of(PracticeKey key) {
            return new KeyEnd(
                    key.owner().isPractice() ? "the practice" : key.owner().value(),
                    key.id().toString(),
                    ShownTime.of(key.notAfter().orElseThrow()));
        }
    }

    public List<KeyEnd> keyEnds() {
        return keys.stream().map(KeyEnd::of).toList();
    }

    public List<AnchorEnd> anchorEnds() {
        return anchors.stream().map(AnchorEnd::of).toList();
    }

    public List<AnchorEnd> installationAnchorEnds() {
        return installationAnchors.stream().map(AnchorEnd::of).toList();
    }

    public List<Expiry> expiries() {
        return expiring.stream().map(Expiry::of).toList();
    }

    /** A tab. */
    record Tab(String label, String address, boolean current, int count) {}

    public List<Tab> tabs() {
        return Arrays.stream(MessageFilter.values())
                .map(one -> new Tab(
                        one.label(),
                        address(practice.id(), one, Optional.empty(), Optional.empty()),
                        one == filter,
                        one == MessageFilter.HELD ? held : 0))
                .toList();
    }

    /** This page with that message explained. */
    public String open(MessageId message) {
        return address(practice.id(), filter, before, Optional.of(message));
    }

    /** This page with no message explained. */
    public String close() {
        return address(practice.id(), filter, before, Optional.empty());
    }

    public Optional<String> older() {
        return next.map(last -> address(practice.id(), filter, Optional.of(last), Optional.empty()));
    }

    public Optional<String> newest() {
        return before.map(ignored -> address(practice.id(), filter, Optional.empty(), Optional.empty()));
    }

    public boolean isCurrent(PracticeSettings other) {
        return other.id().equals(practice.id());
    }

    public boolean isOpen(MessageId message, Optional<Explanation> explanation) {
        return explanation.filter(open -> open.id().equals(message)).isPresent();
    }

    /** The address of a page of the console. */
    static String address(
            PracticeId practice, MessageFilter filter, Optional<MessageId> before, Optional<MessageId> message) {
        StringJoiner query = new StringJoiner("&", ConsoleAnswer.ROOT + "?", "");
        query.setEmptyValue(ConsoleAnswer.ROOT);
        if (!practice.equals(PracticeId.DEFAULT)) {
            query.add("practice=" + practice);
        }
        if (filter != MessageFilter.ALL) {
            query.add("state=" + URLEncoder.encode(filter.key(), StandardCharsets.UTF_8));
        }
        before.ifPresent(id -> query.add("before=" + id));
        message.ifPresent(id -> query.add("message=" + id));
        return query.toString();
    }
}
