output "role_arn" {
  description = "The role to run the gateway with."
  value       = aws_iam_role.gateway.arn
}

output "queue_urls" {
  description = "The queues of all Regions, for --push-queues."
  value       = [for queue in aws_sqs_queue.changes : queue.url]
}
