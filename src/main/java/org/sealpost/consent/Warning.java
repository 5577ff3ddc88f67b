package org.sealpost.consent;

/**
 * The text by which a patient was warned of the risk of ordinary mail (78 FR 5634).
 *
 * @param version of the practice's text, such as {@code 2026-03}
 * @param language a BCP 47 tag
 */
public record Warning(String version, String language) {

    private static final int MAX = 100;

    /** @throws IllegalArgumentException when a part has no letter and no digit, or is too long */
    public Warning {
        if (WrittenText.saysNothing(version)
                || version.length() > MAX
                || WrittenText.saysNothing(language)
                || language.length() > MAX) {
            throw new IllegalArgumentException("A warning has a version and a language of 1 to 100 characters each.");
        }
    }
}
