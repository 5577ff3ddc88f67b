package org.sealpost.policy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Entries of named lists that never match what the rules compare them with: most likely someone is believed to be in a list
 * who is not. What is said is certain.
 */
final class ListDoubts {

    private static final Pattern ANYONE = Pattern.compile("\\*@(.+)");

    private final Set<ListUses.Use> uses;
    private final BiConsumer<ListEntry, String> found;

    private ListDoubts(Set<ListUses.Use> uses, BiConsumer<ListEntry, String> found) {
        this.uses = uses;
        this.found = found;
    }

    /**
     * @param entries of one list
     * @param uses what the entries are compared with; none when that cannot be told
     * @param found takes each entry that is doubtful, and why
     */
    static void find(List<ListEntry> entries, Set<ListUses.Use> uses, BiConsumer<ListEntry, String> found) {
        ListDoubts doubts = new ListDoubts(uses, found);
        Map<String, ListEntry> first = new HashMap<>();
        for (ListEntry entry : entries) {
            ListEntry before = first.putIfAbsent(read(entry), entry);
            if (before == null) {
                doubts.look(entry);
            } else {
                found.accept(
                        entry,
                        "\"" + entry.text() + "\" is in this list already, in line " + before.line() + ": keep one");
            }
        }
    }

    private static String read(ListEntry entry) {
        return entry.text().toLowerCase(Locale.ROOT);
    }

    private void look(ListEntry entry) {
        never(entry)
                .map(why -> "this entry matches nothing: " + why)
                .or(() -> pattern(entry))
                .or(() -> inSmallLetters(entry))
                .ifPresent(text -> found.accept(entry, text));
    }

    /** A list may serve several fields: an entry is for one of them. */
    private Optional<String> never(ListEntry entry) {
        Optional<String> why = Optional.empty();
        for (ListUses.Use use : uses) {
            Optional<String> objection = use.whole()
                    ? Vocabulary.neverIs(use.field(), read(entry))
                    : Vocabulary.neverHolds(use.field(), read(entry));
            if (objection.isEmpty()) {
                return Optional.empty();
            }
            why = why.or(() -> objection);
        }
        return why;
    }

    private Optional<String> pattern(ListEntry entry) {
        Matcher anyone = ANYONE.matcher(read(entry));
        boolean addresses = !uses.isEmpty()
                && uses.stream().allMatch(use -> use.whole() && AddressForm.ADDRESSES.contains(use.field()));
        return addresses && anyone.matches()
                ? Optional.of("\"" + entry.text() + "\" stands for no other address: to match everyone there, compare "
                        + first().replace(".address", ".domain") + " with \"" + anyone.group(1) + "\"")
                : Optional.empty();
    }

    private String first() {
        return uses.iterator().next().field();
    }

    /** Lists are read in lower case; what is compared with them need not be. */
    private Optional<String> inSmallLetters(ListEntry entry) {
        Optional<String> field = uses.stream()
                .map(ListUses.Use::field)
                .filter(name -> name.equals("message.subject") || name.startsWith("message.header("))
                .filter(name -> !name.endsWith(".lowerAscii()"))
                .findFirst();
        return entry.text().equals(read(entry))
                ? Optional.empty()
                : field.map(name -> "lists are read in lower case, and " + name + " keeps its case and never has \""
                        + entry.text() + "\" from here: compare " + name + ".lowerAscii()");
    }
}
