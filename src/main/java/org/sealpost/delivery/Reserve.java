package org.sealpost.delivery;

/** Places that are kept back for what must not wait behind everything else: of many a tenth, of few none. */
final class Reserve {

    /** Fewer than so many are needed for all alike. */
    private static final int MANY = 4;

    private Reserve() {}

    static boolean isMany(int places) {
        return places >= MANY;
    }

    static int of(int places) {
        return isMany(places) ? Math.ceilDiv(places, 10) : 0;
    }
}
