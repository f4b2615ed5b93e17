Invoke-RestMethod -Method Put -Uri "https://ucd.example.com/cli/environment/propValue?application=A&environment=TEST&name=jes.password&value=Winter24x&isSecure=true"
Invoke-RestMethod -Method Put -Uri "https://ucd.example.com/cli/systemConfiguration/propValue?name=ftp.pswd&value=$pw&isSecure=true"
Invoke-RestMethod -Method Put -Uri "https://ucd.example.com/cli/environment/propValue" -Body '{"application":"A","environment":"TEST","name":"jes.password","value":"Winter24x","isSecure":"true"}'
