package org.sealpost.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Xtext of RFC 3461 section 4, and the form of RFC 6533 section 3 for what is beyond ASCII. */
class XtextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"plain|plain", "a b|a+20b", "a+b=c|a+2Bb+3Dc", "user@x.example|user@x.example", "~|~"})
    void rfc3461ReadsWhatItWrites(String text, String xtext) {
        assertThat(Xtext.encode(text)).isEqualTo(xtext);
        assertThat(Xtext.decode(xtext)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b", "a=b", "a+", "a+2", "a+2b", "a+GG", "a+0A", "a+0D", "a+00", "a+7F", "a+FF", "a\tb", "\u00eb"
            })
    void rfc3461WhatIsNoXtextOrWouldPutAControlCharacterIntoANotificationIsRefused(String xtext) {
        assertThatThrownBy(() -> Xtext.decode(xtext)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rfc6533ReadsBothFormsOfAnInternationalAddress() {
        assertThat(Xtext.encodeUtf8("zo\u00eb+x@p.example")).isEqualTo("zo\\x{EB}\\x{2B}x@p.example");
        assertThat(Xtext.decodeUtf8("zo\\x{EB}\\x{2B}x@p.example")).isEqualTo("zo\u00eb+x@p.example");
        assertThat(Xtext.decodeUtf8("zo\u00eb@p.example")).isEqualTo("zo\u00eb@p.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\\", "\\x", "\\x{", "\\x{}", "\\x{0A}", "\\x{D800}", "\\x{110000}", "\\x{eb}", "a b", "a+b"})
    void rfc6533WhatIsNeitherFormIsRefused(String text) {
        assertThatThrownBy(() -> Xtext.decodeUtf8(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
