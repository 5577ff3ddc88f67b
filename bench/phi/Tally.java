package phi;

/** How many there are, how many were found, how many of those are right. */
final class Tally {

    private int labelled;
    private int found;
    private int right;

    void add(int more, int moreFound, int moreRight) {
        labelled += more;
        found += moreFound;
        right += moreRight;
    }

    void add(boolean is, boolean said) {
        add(is ? 1 : 0, said ? 1 : 0, is && said ? 1 : 0);
    }

    int labelled() {
        return labelled;
    }

    int found() {
        return found;
    }

    int right() {
        return right;
    }

    int missed() {
        return labelled - right;
    }

    int falseAlarms() {
        return found - right;
    }

    boolean isEmpty() {
        return labelled == 0 && found == 0;
    }

    /** Share of what was found that is right; not a number when nothing was found. */
    double precision() {
        return found == 0 ? Double.NaN : (double) right / found;
    }

    /** Share of what there is that was found; not a number when there is nothing. */
    double recall() {
        return labelled == 0 ? Double.NaN : (double) right / labelled;
    }
}
