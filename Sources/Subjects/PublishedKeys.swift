public import Diagnostics

/// Keys that are printed in public documents.
public enum PublishedKeys {
    /// Where a key is printed. Keys that differ only in parity bits are the same.
    public static func publication(of key: Secret) -> String? { key.parityClearedKey.flatMap { published[$0] } }

    public static func contain(_ key: Secret) -> Bool { publication(of: key) != nil }

    /// The keys of docs/reference/racf.md#33-keys-printed-in-public-documents.
    private static let published: [DESKey: String] = [
        DESKey(0x0123_4567_89AB_CDEF): "the UrbanCode Deploy documentation",
        DESKey(0xE001_1935_1956_1977): "the RACF Security Administrator's Guide",
        DESKey(0x1234_5678_9ABC_DEF0): "public Liberty and z/OS Connect samples",
        DESKey(0xFEDC_BA98_7654_3210): "the Zowe documentation",
        DESKey(0xCACD_4AD6_D79E_CA71): "Broadcom article 32160",
        DESKey(0xA1A2_A3A4_A5A6_A7A8): "the Micro Focus MSS guide",
        DESKey(0xE1E2_E3E4_E5E6_E7E8): "the HCL ZIE guide",
        DESKey(0x66F4_F933_1E09_5436): "Zowe docs-site issue 3194",
        DESKey(0xC237_D184_25CF_E12D): "the CA ACF2 for z/VM guide",
        DESKey(0x4D49_4B45_4749_5A55): "public z/OSMF notes",
        DESKey(0x1234_5678_1234_5678): "IBM education slides for z/OS V2R4",
    ]
}
