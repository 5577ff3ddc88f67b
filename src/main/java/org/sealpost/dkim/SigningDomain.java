package org.sealpost.dkim;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sealpost.mail.Domain;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.RawMessage;

/**
 * The domain in whose name a message is signed: that of its From, so that the signature aligns (RFC 7489 section 3.1.1)
 * in the strict sense too.
 */
final class SigningDomain {

    private SigningDomain() {}

    /** @return none when From is missing, cannot be read, or names several domains */
    static Optional<Domain> of(RawMessage message) {
        List<HeaderField> from = message.fields("From");
        if (from.size() != 1) {
            return Optional.empty();
        }
        try {
            Set<Domain> domains = new HashSet<>();
            for (InternetAddress address : InternetAddress.parse(from.getFirst().value(), false)) {
                String text = String.valueOf(address.getAddress());
                domains.add(Domain.parse(text.substring(text.lastIndexOf('@') + 1)));
            }
            return domains.size() == 1 ? Optional.of(domains.iterator().next()) : Optional.empty();
        } catch (AddressException | InvalidMailboxException unreadable) {
            return Optional.empty();
        }
    }
}
