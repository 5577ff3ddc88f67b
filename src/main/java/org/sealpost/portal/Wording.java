package org.sealpost.portal;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts that go out in a patient's language; another language is another file beside these. */
record Wording(Locale locale, ResourceBundle texts) {

    private static final String BUNDLE = "portal.wording";

    static Wording of(Locale wanted) {
        // Without a translation it is English, whatever the language of this machine.
        ResourceBundle.Control english =
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        ResourceBundle texts = ResourceBundle.getBundle(BUNDLE, wanted, Wording.class.getClassLoader(), english);
        Locale found = texts.getLocale();
        return new Wording(found.getLanguage().isEmpty() ? Locale.ENGLISH : found, texts);
    }

    String text(String key, String... values) {
        return new MessageFormat(texts.getString(key), locale).format(values);
    }
}
