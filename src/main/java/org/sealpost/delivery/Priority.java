package org.sealpost.delivery;

/** Which parts are served first: in the order of the constants. */
enum Priority {
    /** What tells people what became of other messages: few and small, and has places that nothing else takes. */
    URGENT(10),
    /** The practices' messages and copies of them. */
    ORDINARY(0);

    private final int column;

    Priority(int column) {
        this.column = column;
    }

    /** As it is stored. */
    int column() {
        return column;
    }
}
