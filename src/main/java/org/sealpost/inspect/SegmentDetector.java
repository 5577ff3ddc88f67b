package org.sealpost.inspect;

/** Values of one kind in {@linkplain PatientSegments segments that machines exchange}. */
record SegmentDetector(PhiKind kind) implements Detector {

    @Override
    public void find(SearchText text, Found found) {
        for (PatientSegments.Entry entry : text.segments()) {
            if (entry.kind() == kind && text.isOwn(entry.word())) {
                found.value(entry.value());
            }
        }
    }
}
