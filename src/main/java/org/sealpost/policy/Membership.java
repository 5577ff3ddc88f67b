package org.sealpost.policy;

/** How it is called that a list or map has something in it, as a subject of claims: {@code consent.channels["tls"]}. */
final class Membership {

    /** Of a kind of findings, how many were found. */
    static final String COUNTS = "findings.counts[";

    private Membership() {}

    static String of(String collection, String member) {
        return collection + "[" + member + "]";
    }

    /** The list or map; empty when the subject is something else. */
    static String collection(String subject) {
        int bracket = subject.indexOf('[');
        return bracket > 0 && subject.endsWith("]") ? subject.substring(0, bracket) : "";
    }

    /** What is in it. */
    static String member(String subject) {
        return subject.substring(subject.indexOf('[') + 1, subject.length() - 1);
    }
}
