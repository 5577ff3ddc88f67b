package org.sealpost.policy;

import java.util.List;

/**
 * Two names below one parent, which may belong to two owners or to one who has many: clinics below nhs.uk, or a
 * hospital's laboratories. So what is near by chance or by counting is not taken for another: lab1 and lab2, lab and labs,
 * east and west are neighbours. What the eye cannot tell apart, and slips inside of a longer name, are.
 */
final class Siblings {

    /** Shorter names are too often one slip apart by chance, such as trial and trail. */
    private static final int SHORTEST = 6;

    private Siblings() {}

    /** Whether a name, or what stands above it, looks like a known one below the same parent. */
    static boolean areAlike(DomainShape one, DomainShape known) {
        List<String> names = labels(one);
        List<String> knownNames = labels(known);
        int deeper = names.size() - knownNames.size();
        int owned = labels(known.registered()).size();
        if (deeper < 0 || knownNames.size() <= owned) {
            return false;
        }
        List<String> looks = one.labels();
        int other = 0;
        for (int i = 0; i < knownNames.size() - owned; i++) {
            String name = names.get(deeper + i);
            String knownName = knownNames.get(i);
            if (!name.equals(knownName)) {
                boolean sameLooks = looks.get(deeper + i).equals(known.labels().get(i));
                if (!(sameLooks && isCountedAlike(name, knownName)) && !isSlip(name, knownName)) {
                    return false;
                }
                other++;
            }
        }
        return other > 0;
    }

    private static List<String> labels(DomainShape shape) {
        return labels(shape.ascii());
    }

    private static List<String> labels(String ascii) {
        return List.of(ascii.split("\\.", -1));
    }

    /** A digit at the end counts: lab5 is the fifth laboratory and not labs. In hospita1 and studi0 it is a letter. */
    private static boolean isCountedAlike(String name, String known) {
        String count = count(name);
        boolean letter = (count.equals("1") || count.equals("0")) && name.length() >= SHORTEST && !hasDigit(known);
        return letter || count.equals(count(known));
    }

    private static String count(String name) {
        int at = name.length();
        while (at > 0 && Character.isDigit(name.charAt(at - 1))) {
            at--;
        }
        return name.substring(at);
    }

    /** One slip, in letters alone, and neither at the beginning nor at the end, where words have their forms. */
    private static boolean isSlip(String name, String known) {
        if (Math.min(name.length(), known.length()) < SHORTEST || hasDigit(name) || hasDigit(known)) {
            return false;
        }
        boolean sameEnds =
                name.charAt(0) == known.charAt(0) && name.charAt(name.length() - 1) == known.charAt(known.length() - 1);
        boolean otherLength = name.length() != known.length();
        return sameEnds && (otherLength ? Slip.isOne(name, known) : Slip.isSwap(name, known));
    }

    private static boolean hasDigit(String name) {
        return name.chars().anyMatch(Character::isDigit);
    }
}
