### household
