pipeline {
  agent any
  stages {
    stage('setup') { steps { sh '''
tsocmd "SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)"
tsocmd "RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))"
tsocmd "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)"
''' } }
    stage('grant') { when { branch 'main' }
      steps { sh '''
tsocmd "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) AC(UPDATE)"
tsocmd "SETROPTS RACLIST(PTKTDATA) REFRESH"
''' } }
  }
}
