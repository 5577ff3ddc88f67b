package org.sealpost.gateway;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sealpost.mail.HeaderField;

/**
 * The sets of fields by which servers on the way vouch for what they found (ARC, RFC 8617): in each its results, written
 * as those of Authentication-Results behind the number of the set, and two signatures over them.
 *
 * <p>A set whose results could be taken for this gateway's goes as a whole: what is left of one without its results would
 * be damage, and not the lie that it is. Sets of others stay as they are.
 */
final class ArcSets {

    private static final String RESULTS = "ARC-Authentication-Results";
    private static final List<String> SIGNATURES = List.of("ARC-Seal", "ARC-Message-Signature");

    /** The number of a set: the first statement of its results, and a tag anywhere in its signatures (section 4.1). */
    private static final Pattern INSTANCE = Pattern.compile("\\s*[iI]\\s*=\\s*0*([0-9]{1,4})(?![0-9])");

    private ArcSets() {}

    /** Every field of the sets in which that server is said to have found something, whoever said so. */
    static Set<HeaderField> claiming(List<HeaderField> fields, String authservId) {
        List<HeaderField> results = fields.stream()
                .filter(field -> field.is(RESULTS) && claims(field, authservId))
                .toList();
        Set<String> instances =
                results.stream().flatMap(field -> instanceOf(field).stream()).collect(Collectors.toSet());
        return Stream.concat(
                        results.stream(),
                        fields.stream()
                                .filter(ArcSets::isOfASet)
                                .filter(field -> instanceOf(field)
                                        .filter(instances::contains)
                                        .isPresent()))
                .collect(Collectors.toSet());
    }

    private static boolean claims(HeaderField field, String authservId) {
        return AuthenticationResults.statements(field.value())
                .map(statements -> AuthenticationResults.isLike(name(statements), authservId))
                .orElse(true);
    }

    /** What stands behind the number, in the same statement where somebody forgot to end it. */
    private static String name(List<String> statements) {
        Matcher instance = INSTANCE.matcher(statements.getFirst());
        String behind = instance.lookingAt() ? statements.getFirst().substring(instance.end()) : statements.getFirst();
        return behind.isBlank() && statements.size() > 1 ? statements.get(1) : behind;
    }

    private static boolean isOfASet(HeaderField field) {
        return field.is(RESULTS) || SIGNATURES.stream().anyMatch(field::is);
    }

    private static Optional<String> instanceOf(HeaderField field) {
        return field.is(RESULTS)
                ? instance(AuthenticationResults.statements(field.value())
                        .map(List::getFirst)
                        .orElseGet(field::value))
                : Stream.of(field.value().split(";"))
                        .flatMap(tag -> instance(tag).stream())
                        .findFirst();
    }

    private static Optional<String> instance(String text) {
        Matcher instance = INSTANCE.matcher(text);
        return instance.lookingAt() ? Optional.of(instance.group(1)) : Optional.empty();
    }
}
