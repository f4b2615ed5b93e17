/// Member classes and their grouping classes. RACLIST merges their profiles, and a refresh of one loads both (RACF
/// Security Administrator's Guide, supplied resource classes).
enum GroupingClasses {
    static func partner(of name: String) -> String? { partners[name] }

    private static let pairs = [
        "TCICSTRN GCICSTRN", "ACICSPCT BCICSPCT", "CCICSCMD VCICSCMD", "DCICSDCT ECICSDCT", "FCICSFCT HCICSFCT",
        "JCICSJCT KCICSJCT", "MCICSPPT NCICSPPT", "PCICSPSB QCICSPSB", "RCICSRES WCICSRES", "SCICSTST UCICSTST",
        "TIMS GIMS", "CIMS DIMS", "FIMS HIMS", "IIMS JIMS", "LIMS MIMS", "OIMS WIMS", "PIMS QIMS", "SIMS UIMS",
        "TERMINAL GTERMINL", "DASDVOL GDASDVOL", "SDSF GSDSF", "MQADMIN GMQADMIN", "MQQUEUE GMQQUEUE",
        "MQPROC GMQPROC", "MQNLIST GMQNLIST", "MXADMIN GMXADMIN", "MXQUEUE GMXQUEUE", "MXPROC GMXPROC",
        "MXNLIST GMXNLIST", "MXTOPIC GMXTOPIC", "XFACILIT GXFACILI", "EJBROLE GEJBROLE", "CSFKEYS GCSFKEYS",
        "XCSFKEY GXCSFKEY", "CPSMOBJ GCPSMOBJ",
    ]

    private static let partners: [String: String] = pairs.reduce(into: [:]) { partners, pair in
        let names = pair.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
        partners[names[0]] = names[1]
        partners[names[1]] = names[0]
    }
}
