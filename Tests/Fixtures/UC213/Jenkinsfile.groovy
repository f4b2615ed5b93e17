step([$class: 'UCDeployPublisher', siteName: 'ucd',
    altUser: [altUsername: 'admin', altPassword: 'Zq7Wx4Kp'],
    deploy: [deployApp: 'PAY', deployEnv: 'TEST', deployProc: 'Deploy']])
withCredentials([usernamePassword(credentialsId: 'ucd-admin', usernameVariable: 'U', passwordVariable: 'P')]) {
    sh 'udclient -username $U -password $P getApplications'
}
