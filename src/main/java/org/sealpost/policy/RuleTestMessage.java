package org.sealpost.policy;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The message of a rule test: written out in the test, or kept in a file beside it. */
record RuleTestMessage(ReversePath from, List<Mailbox> to, RawMessage message) {

    private static final List<String> FIELDS =
            List.of("from", "to", "subject", "body", "headers", "attachments", "file");
    private static final Set<String> WRITTEN = Set.of("subject", "body", "headers", "attachments");

    /** The message; nothing when a part is missing. Other errors keep the whole file from being used. */
    static Optional<RuleTestMessage> read(Node node, Optional<NeighbouringFiles> neighbours, FileErrors errors) {
        Fields fields = Fields.of(node, "a message", FIELDS, errors);
        List<Mailbox> to = new ArrayList<>();
        for (ScalarNode address : fields.texts("to")) {
            RuleTestReader.mailbox(address.getValue(), address, errors).ifPresent(to::add);
        }
        if (fields.value("file").isPresent()) {
            return kept(fields, to, neighbours, errors);
        }
        Optional<ReversePath> from = fields.required("from").map(scalar -> RuleTestReader.sender(scalar, errors));
        if (fields.value("to").isEmpty()) {
            errors.at(node, "a message has no `to`");
        }
        WrittenMessage written = WrittenMessage.read(fields, from.orElse(ReversePath.none()), to, errors);
        return Optional.of(new RuleTestMessage(from.orElse(ReversePath.none()), to, written.toRaw()));
    }

    /** A message in a file; who writes and who reads stands in its header where the test does not say so. */
    private static Optional<RuleTestMessage> kept(
            Fields fields, List<Mailbox> to, Optional<NeighbouringFiles> neighbours, FileErrors errors) {
        for (String name : WRITTEN) {
            if (fields.value(name).isPresent()) {
                errors.at(fields.key(name), "a message has `file` or `" + name + "`, not both");
            }
        }
        Optional<ScalarNode> name = fields.scalar("file");
        if (neighbours.isEmpty()) {
            name.ifPresent(file ->
                    errors.at(file, "a message in a file is read only by a test file (docs/rules.md), write it out"));
            return Optional.empty();
        }
        Optional<RawMessage> message =
                name.flatMap(file -> neighbours.get().octets(file, errors)).map(MessageFile::read);
        Optional<ReversePath> given = fields.scalar("from").map(scalar -> RuleTestReader.sender(scalar, errors));
        return message.map(raw -> new RuleTestMessage(
                given.orElseGet(() -> author(raw)),
                to.isEmpty() ? addressees(raw, name.orElseThrow(), errors) : to,
                raw));
    }

    private static ReversePath author(RawMessage message) {
        String from = MessageFacts.of(PracticeId.DEFAULT, message).from();
        try {
            return from.isEmpty() ? ReversePath.none() : ReversePath.of(Mailbox.parse(from));
        } catch (InvalidMailboxException unreadable) {
            return ReversePath.none();
        }
    }

    private static List<Mailbox> addressees(RawMessage message, ScalarNode file, FileErrors errors) {
        List<Mailbox> addressees = new ArrayList<>();
        try {
            for (String field : List.of("To", "Cc", "Bcc")) {
                for (InternetAddress address :
                        InternetAddress.parse(message.value(field).orElse(""), false)) {
                    addressees.add(Mailbox.parse(address.getAddress()));
                }
            }
        } catch (AddressException | InvalidMailboxException unreadable) {
            addressees.clear();
        }
        if (addressees.isEmpty()) {
            errors.at(file, "`" + file.getValue() + "` does not say to whom it goes, write `to` beside `file`");
        }
        return addressees;
    }
}
