package org.sealpost.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The wordings that one line of a dictionary stands for: "CANNOT feel WHOSE" is "can't feel his", "unable to feel my" and
 * so on. People say one thing of themselves and of others, in the negative and in short, and no list would have them all.
 */
final class Wordings {

    private static final Map<String, List<String>> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("WHOSE", List.of("his", "her", "my", "their", "your"));
        KINDS.put("ONESELF", List.of("himself", "herself", "myself", "themselves", "yourself"));
        KINDS.put(
                "CANNOT",
                List.of(
                        "cant",
                        "cannot",
                        "can not",
                        "couldnt",
                        "could not",
                        "unable to",
                        "not able to",
                        "can no longer",
                        "can hardly",
                        "can barely",
                        "cant even",
                        "can only"));
        KINDS.put("DOES NOT", List.of("doesnt", "does not", "dont", "wont", "will not", "didnt", "did not", "never"));
        KINDS.put("HAS NOT", List.of("hasnt", "has not", "havent", "have not", "hadnt"));
        // Behind the two that end with it.
        KINDS.put(
                "NOT", List.of("not", "isnt", "wasnt", "no longer", "hasnt been", "has not been", "hardly", "barely"));
        KINDS.put(
                "IS",
                List.of("is", "are", "was", "were", "came back", "come back", "looks", "look", "all", "were all"));
    }

    private Wordings() {}

    /** All wordings of a line, without the words in capitals that stand for others. */
    static List<String> of(String line) {
        List<String> wordings = List.of(line);
        for (Map.Entry<String, List<String>> kind : KINDS.entrySet()) {
            wordings = replaced(wordings, kind.getKey(), kind.getValue());
        }
        return wordings;
    }

    private static List<String> replaced(List<String> wordings, String kind, List<String> words) {
        String padded = " " + wordings.getFirst() + " ";
        // A line that is a kind's name alone is an abbreviation.
        if (!padded.contains(" " + kind + " ") || padded.length() == kind.length() + 2) {
            return wordings;
        }
        List<String> all = new ArrayList<>();
        for (String wording : wordings) {
            for (String word : words) {
                all.add((" " + wording + " ")
                        .replace(" " + kind + " ", " " + word + " ")
                        .strip());
            }
        }
        return all;
    }
}
