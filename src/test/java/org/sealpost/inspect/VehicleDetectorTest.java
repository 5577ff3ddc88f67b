package org.sealpost.inspect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class VehicleDetectorTest {

    @TestFactory
    Stream<DynamicTest> findsVehicles() {
        return DetectorTable.check(new VehicleDetector(), """
                VIN 1HGCM82633A004352                                      => 1HGCM82633A004352
                1HGCM82633A004352                                          => 1HGCM82633A004352
                vin: 1m8gdm9axkp042788                                     => 1M8GDM9AXKP042788
                5YJSA1DG9DFP14705                                          => 5YJSA1DG9DFP14705
                VIN: WVWZZZ1JZ3W386752                                     => WVWZZZ1JZ3W386752
                vehicle identification number wvwzzz1jz3w386752            => WVWZZZ1JZ3W386752
                license plate 7ABC123                                      => 7ABC123
                License Plate: ABC-1234                                    => ABC1234
                plate # 7ABC123                                            => 7ABC123
                plate no. 8XYZ99                                           => 8XYZ99
                licence plate 7ABC123                                      => 7ABC123
                Car registration: AB12CDE                                  => AB12CDE
                number plate KXR4482                                       => KXR4482
                License plate PNQ 170 => PNQ170
                Car for the parking list: KLY-9048 => KLY9048
                License plate: IL AB 12345 of the patient => AB12345
                license plate TX 7ABC123 => 7ABC123
                Her car with a red hood, plate 7ABC123, was at the clinic => 7ABC123
                """);
    }

    @TestFactory
    Stream<DynamicTest> leavesOtherNumbersAlone() {
        return DetectorTable.check(new VehicleDetector(), """
                1HGCM82633A004353 has another check digit                  =>
                1HGCM82633A00435 is too short                              =>
                1HGCM82633A0043522 is too long                             =>
                1HGCMI2633A004352                                          =>
                WVWZZZ1JZ3W386752 without its word                         =>
                VIN WVWZZZ1JZ3W38675O                                      =>
                11111111111111111                                          =>
                plate fixation of 2 screws                                 =>
                license plate readers in 2026                              =>
                tag number pending                                         =>
                Plate: 12345678                                            =>
                home plate umpire                                          =>
                License plate frame XK12345                                =>
                License plate: QZ AB 12345                                 =>
                plate 7ABC123 and four screws                              =>
                Her car was parked while plate 12345678 was made           =>
                """);
    }
}
