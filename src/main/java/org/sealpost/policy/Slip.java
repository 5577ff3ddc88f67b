package org.sealpost.policy;

/** One slip of the keyboard: a letter too many, one missing, a wrong one, or two in the wrong order. */
final class Slip {

    private Slip() {}

    /** Whether the texts differ by exactly one slip. Linear in their length. */
    static boolean isOne(String one, String other) {
        int difference = one.length() - other.length();
        if (difference < -1 || difference > 1) {
            return false;
        }
        int same = 0;
        int shorter = Math.min(one.length(), other.length());
        while (same < shorter && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        return switch (difference) {
            case 1 -> one.startsWith(other.substring(same), same + 1);
            case -1 -> other.startsWith(one.substring(same), same + 1);
            default -> same < shorter && (isWrong(one, other, same) || isSwapped(one, other, same));
        };
    }

    /** Whether the texts differ by two neighbours in the wrong order. */
    static boolean isSwap(String one, String other) {
        int same = 0;
        int shorter = Math.min(one.length(), other.length());
        while (same < shorter && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        return one.length() == other.length() && isSwapped(one, other, same);
    }

    private static boolean isWrong(String one, String other, int at) {
        return one.startsWith(other.substring(at + 1), at + 1);
    }

    private static boolean isSwapped(String one, String other, int at) {
        return at + 1 < one.length()
                && one.charAt(at) == other.charAt(at + 1)
                && one.charAt(at + 1) == other.charAt(at)
                && one.startsWith(other.substring(at + 2), at + 2);
    }
}
