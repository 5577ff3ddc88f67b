package org.sealpost.inspect;

/** Telephone numbers that words say are of fax machines. */
final class FaxDetector implements Detector {

    @Override
    public PhiKind kind() {
        return PhiKind.FAX;
    }

    @Override
    public void find(SearchText text, Found found) {
        PhoneDetector.each(text, true, found);
    }
}
