package org.sealpost.inspect;

/** Names that are those of places, institutions or diseases: "Mercy Hospital", "St. Jude", "Down syndrome". */
final class PlaceName {

    private static final HashTable PLACES = HashTable.ofWords(
            "hospital clinic center centre pharmacy street st avenue ave road rd drive lane blvd county university college"
                    + " school foundation institute syndrome disease sign score scale test criteria inc llc corp company"
                    + " medical memorial health healthcare associates group city valley springs heights regional"
                    + " presbyterian baptist methodist children childrens building tower award lecture fund"
                    + " society bank insurance family practice dental dentistry pediatrics orthopedics orthopaedics"
                    + " dermatology cardiology nephrology oncology imaging laboratory labs physicians partners properties"
                    + " supply supplies equipment foods rehabilitation rehab home house manor village wholesale telecom"
                    + " systems solutions services therapeutics pharmaceuticals pharma");
    private static final HashTable BEFORE_PLACE =
            HashTable.ofWords("st saint fort mount san santa lake port new north south");

    private PlaceName() {}

    /** Whether the words around a name say that it is one. */
    static boolean isAt(Words words, int word) {
        int next = word + 1;
        boolean before = word > 0
                && BEFORE_PLACE.contains(words.hash(word - 1))
                && words.isCapitalised(word - 1)
                && words.gapLength(word) <= 2;
        boolean behind = next < words.count()
                && PLACES.contains(words.hash(next))
                && words.gap(next) == Words.SPACE
                && (words.isCapitalised(next) || !words.isCapitalised(word));
        return before || behind;
    }
}
