package org.sealpost.inspect;

/** How far an inspection goes before it is left to whoever can afford more. */
enum Effort {
    /** No file that unfolds: time and memory are in proportion to the message. */
    NONE,
    /** Documents as short as letters and leaflets are, as far as that can be told before they are read. */
    LIGHT,
    /** Everything, within the limits of a message. */
    FULL;

    /** Characters of a light document, each of which takes some 250 octets while its place on the page is worked out. */
    static final int LIGHT_CHARACTERS = 50_000;
}
