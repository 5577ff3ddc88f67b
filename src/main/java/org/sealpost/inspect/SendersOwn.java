package org.sealpost.inspect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sealpost.mail.Domain;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PersonName;
import org.sealpost.mail.RawMessage;

/**
 * By what the practice's own people stand in their messages: in From, and so in the signature. Some have the name of a patient,
 * and some are patients; that they write tells of nobody's care.
 */
public final class SendersOwn {

    private static final List<String> FIELDS = List.of("From", "Sender");
    private static final String NO_NAME = " \t\f\r\n,;:<>()[]\"";
    private static final String WITHIN_WORD = "-._+0123456789";

    /** Of the sender, as they are looked up. */
    private final Set<String> addresses = new HashSet<>();

    /** Of the sender's name and addresses, {@linkplain PersonName#word folded}, and rows of them as one. */
    private final Set<String> words = new HashSet<>();

    /** Words of other addresses of the practice in the message. */
    private final Set<String> colleagues = new HashSet<>();

    /** The practice's own, as DNS knows them. */
    private final Set<String> domains;

    private SendersOwn(Set<Domain> domains) {
        this.domains = domains.stream().map(Domain::toAscii).collect(Collectors.toUnmodifiableSet());
    }

    /** @param domains the practice's own */
    public static SendersOwn of(RawMessage message, Findings findings, Set<Domain> domains) {
        SendersOwn own = new SendersOwn(domains);
        for (String name : FIELDS) {
            for (HeaderField field : message.fields(name)) {
                own.read(field.value());
            }
        }
        addressesIn(findings).filter(own::isOfPractice).forEach(address -> own.colleagues.addAll(wordsOf(address)));
        return own;
    }

    private void read(String value) {
        AuthorField.parse(value)
                .ifPresent(field -> field.authors().stream()
                        .flatMap(author -> author.mailbox().stream())
                        .map(Mailbox::lookupKey)
                        .forEach(address -> {
                            addresses.add(address);
                            words.addAll(wordsOf(address));
                        }));
        List<String> name = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(EncodedWords.decode(value).text(), NO_NAME);
        while (tokens.hasMoreTokens()) {
            String token = tokens.nextToken();
            if (token.indexOf('@') < 0) {
                name.addAll(wordsWithin(token));
            }
        }
        for (int first = 0; first < name.size(); first++) {
            StringBuilder row = new StringBuilder();
            for (int last = first; last < name.size() && last - first < PersonName.MOST_FAMILY_WORDS; last++) {
                words.add(row.append(name.get(last)).toString());
            }
        }
    }

    /** Whether it is the sender's, or another address of the practice. */
    boolean isAddress(String lookupKey) {
        return addresses.contains(lookupKey) || isOfPractice(lookupKey);
    }

    /** @param key in the form of {@link PersonName#lookupKeys} */
    boolean isCalled(String key) {
        int space = key.indexOf(' ');
        return space > 0 && words.contains(key.substring(0, space)) && words.contains(key.substring(space + 1));
    }

    /** Whether the sender, or whoever else of the practice stands in the message by address, is called so. */
    boolean isFamily(String family) {
        return words.contains(family) || colleagues.contains(family);
    }

    private boolean isOfPractice(String address) {
        return domains.contains(address.substring(address.indexOf('@') + 1));
    }

    private static Stream<String> addressesIn(Findings findings) {
        return Stream.concat(
                findings.identifiers().stream()
                        .filter(one -> one.kind() == PhiKind.EMAIL)
                        .map(one -> one.value()),
                findings.clues().stream()
                        .flatMap(clue -> clue instanceof PatientClue.ShownAddress(String shown)
                                ? Stream.of(shown)
                                : Stream.empty()));
    }

    private static List<String> wordsOf(String address) {
        return wordsWithin(address.substring(0, address.indexOf('@')));
    }

    private static List<String> wordsWithin(String text) {
        List<String> words = new ArrayList<>();
        StringTokenizer parts = new StringTokenizer(text, WITHIN_WORD);
        while (parts.hasMoreTokens()) {
            String word = PersonName.word(parts.nextToken());
            if (word.length() > 1) {
                words.add(word);
            }
        }
        return words;
    }

    /** Never who. */
    @Override
    public String toString() {
        return "SendersOwn[]";
    }
}
