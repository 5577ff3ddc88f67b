package org.sealpost.delivery;

/** Another instance has taken the part over; what this one did with it meanwhile changes nothing. */
public final class LeaseLostException extends Exception {

    private static final long serialVersionUID = 1L;

    LeaseLostException(Lease lease) {
        super("the lease of part " + lease.part() + " was lost");
    }
}
