-- Process of component PAYROLL-CICS, uploaded by the pipeline
start is
    start "submit bind"
end

plugin step "submit bind" is
    plugin "zOS Utility"
    command "Submit Job"
    working-directory "${p:resource/work.dir}"
    property "jclString" = """
//BINDJ    JOB ,'BIND',CLASS=A
//BIND     EXEC PGM=IKJEFT01
//SYSTSIN  DD *
  DSN SYSTEM(DB2T)
"""
    property "waitForJob" = "true"
    property "maxRC" = "4"
    property "useRunId" = "FALSE"
    property "hostname" = "${p:jes.host}"
    property "port" = "${p:jes.monitor.port}"
    property "userid" = "${p:jes.user}"
    property "password" = "${p?:jes.password}"
    property "usePassticket" = "true"
    property "irrracfJarFile" = "/usr/include/java_classes/IRRRacf.jar"
on success
    finish
end
