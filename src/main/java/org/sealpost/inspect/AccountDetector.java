package org.sealpost.inspect;

/**
 * Numbers of accounts and claims behind such a word, international bank accounts and payment cards, whose check digits
 * are enough. A practice has accounts with its suppliers, and these have theirs, so that a labelled number and a bank
 * account count only unless the message is about trade.
 */
final class AccountDetector implements Detector {

    private static final int FEWEST = 5;
    private static final int FEWEST_DIGITS = 4;
    private static final int MOST = 20;

    @Override
    public PhiKind kind() {
        return PhiKind.ACCOUNT;
    }

    @Override
    public void find(SearchText text, Found found) {
        LabelledNumbers.each(text, Label.ACCOUNT.bit(), MOST, 0, (mark, number) -> {
            boolean counts = number.value().length() >= FEWEST && number.digits() >= FEWEST_DIGITS;
            if (counts) {
                found.unlessBulk(number.value());
            }
            return counts;
        });
        Words words = text.words();
        for (int word = words.withDigit(text.firstOwn()); word < text.endOwn(); word = words.withDigit(word + 1)) {
            if (words.hasDigit(word)) {
                PaymentCard card = PaymentCard.at(words, word);
                Iban iban = card == null ? Iban.at(words, word) : null;
                if (card != null && !text.isOtherNumber(word)) {
                    found.value(card.digits());
                    word = card.end() - 1;
                } else if (iban != null) {
                    found.unlessBulk(iban.value());
                    word = iban.end() - 1;
                }
            }
        }
    }
}
