package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableColumnsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "last,first,dob,mrn,dx\nWhitfield,Dana,03/14/1962,00012345,I10\nOkafor,Sam,1971-02-03,A55512,E119\n",
                "Last;First;DOB;MRN;Dx\nWhitfield;Dana;03/14/1962;00012345;I10\nOkafor;Sam;Feb 3, 1971;A55512;E119\n",
                "| Last | First | DOB | MRN | Dx |\n|---|---|---|---|---|\n"
                        + "| Whitfield | Dana | 03/14/1962 | 00012345 | I10 |\n"
                        + "| Okafor | Sam | 02/03/1971 | A55512 | E119 |\n",
                "name,code,born,chart no,diagnosis\n\"Whitfield, Dana\",1,03/14/1962,00012345,I10\n"
                        + "\"Okafor, Sam\",,\"February 3, 1971\",A55512,E119\n",
                "last,first,dob,mrn,dx\nWhitfield,Dana,\"March 14, 1962\",00012345,I10\nOkafor,,Feb 3, 1971,A55512,E119",
            })
    void giveEachCellTheMeaningOfItsTitle(String table) {
        assertThat(DetectorTable.found(new MedicalRecordNumberDetector(), table))
                .containsExactly("00012345", "A55512");
        assertThat(DetectorTable.found(new DateOfBirthDetector(KnownNames.none()), table))
                .containsExactly("1962-03-14", "1971-02-03");
        assertThat(DetectorTable.found(new DiagnosisCodeDetector(), table)).containsExactly("I10", "E11.9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Between quotation marks a line may end, a separator stand, and a mark that is written twice.
                "name,note,dob,mrn,dx\nDana,\"fell\ntwice, at home\",03/14/1962,00012345,I10\n"
                        + "Sam,\"said \"\"no, none\"\"\n\",1971-02-03,A55512,E119\n",
                "name;note;dob;mrn;dx\nDana;\"fell\n\ntwice\";03/14/1962;00012345;I10\nSam;\"a\nb\";1971-02-03;A55512;E119\n",
                // So may titles.
                "\"full\nname\",\"note, if any\",\"date of\nbirth\",mrn,\"dx\"\nDana,x,03/14/1962,00012345,I10\n"
                        + "Sam,,1971-02-03,A55512,E119\n",
                "note,\"said\nwhat\",dob,mrn,dx\nx,\"y\",03/14/1962,00012345,I10\nx,\"y\nz\",1971-02-03,A55512,E119\n",
                // The mark of an inch is none; nor one that is never closed.
                "name,note,dob,mrn,dx\nDana,\"5\" tall,03/14/1962,00012345,I10\nSam,\"x,1971-02-03,A55512,E119\n",
                "name,\"note,dob,mrn,dx\nDana,x,03/14/1962,00012345,I10\nSam,\"x,1971-02-03,A55512,E119\n",
                // As documents are read.
                "*name *note *dob *mrn *dx\n*Dana *fell\ntwice **03/14/1962 **00012345 **I10\n"
                        + "*Sam *5* rated\n**1971-02-03\n **A55512 **E119\nIn all two.\n",
                "*name *date of\nbirth **note\n**mrn **dx\n*Dana *03/14/1962 *x *00012345 *I10\n"
                        + "*Sam *1971-02-03 *x *A55512 *E119\n",
            })
    void meanTheCellsBehindOneThatHoldsTheEndOfALine(String table) {
        giveEachCellTheMeaningOfItsTitle(table);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MRN;A1c;LDL\n448120;9.1;160\n448121;7.2;98",
                "MRN,A1c,LDL,Phone 1\n448120,9.1,160,555-555-0142\n448121,7.2,98,",
                "MRN,DOB,ICD-10\n448120,03/14/1962,I10\n448121,04/01/1970,J45.909",
                "| MRN | B12 | CA-125 |\n|---|---|---|\n| 448120 | 210 | 12 |\n| 448121 | 500 | 30 |",
                "*MRN *HbA1c (%) *CD4\n*448120 *9.1 *300\n*448121 *7.2 *410",
            })
    void haveTitlesWithDigitsOfTheirOwn(String table) {
        assertThat(DetectorTable.found(new MedicalRecordNumberDetector(), table))
                .containsExactly("448120", "448121");
    }

    @Test
    void haveDatesAndCodesBelowTitlesWithDigits() {
        String table = "MRN,DOB,ICD-10,Address 2\n448120,03/14/1962,I10,x\n448121,04/01/1970,J45.909,y\n";
        assertThat(DetectorTable.found(new DateOfBirthDetector(KnownNames.none()), table))
                .containsExactly("1962-03-14", "1970-04-01");
        assertThat(DetectorTable.found(new DiagnosisCodeDetector(), table)).containsExactly("I10", "J45.909");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "| Name | Dana | MRN | A-5512 |\n| DOB | 3/14/62 | Phone | 555-0142 |",
                "MRN | A55\nB12 | 210",
            })
    void areNotSeenWhereALineHasItsOwnNumbers(String text) {
        assertThat(DetectorTable.found(new MedicalRecordNumberDetector(), text)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "item,order,colour\n12345678,00012345,blue\n",
                "We need the MRN, the date of birth, and a signature on the form.\n12345678, 00012345, 99999999\n",
                "mrn,dob,phone\n\n00012345\n",
            })
    void areNotSeenWhereNoLineOfTitlesStands(String text) {
        assertThat(DetectorTable.found(new MedicalRecordNumberDetector(), text)).isEqualTo(List.of());
    }
}
